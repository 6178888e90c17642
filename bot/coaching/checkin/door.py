"""The reader's one door: reports, schedules and settings in plain words, for one catalogue."""

from collections.abc import Mapping
from datetime import date

from bot.coaching.athlete import Unit
from bot.coaching.checkin import lifts, moves, settings, weekly, zones
from bot.coaching.checkin.answers import completed
from bot.coaching.checkin.intent import intent
from bot.coaching.checkin.reader import ReportReader
from bot.coaching.checkin.text import Taker
from bot.coaching.checkin.values import (
    Intent,
    SaidAbsence,
    SaidGym,
    SaidLifts,
    SaidMoves,
    SaidRace,
    SaidRuns,
    SaidTime,
    SaidToday,
)
from bot.coaching.exercise import Catalogue
from bot.coaching.report import Reading
from bot.coaching.session import Session


class Reader:
    """Reads what runners write. Built once for a catalogue; keeps nothing of any message; never raises on a text."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._taker = Taker(catalogue)
        self._reports = ReportReader(catalogue, self._taker)

    def checkin(self, text: str, unit: Unit, day: date, session: Session | None) -> Reading:
        """A report (docs/contracts/checkin.md). `day` is when it was sent; bare loads are in `unit`."""
        return self._reports.read(text, unit, day, session).reading

    def answer(self, text: str, reading: Reading, unit: Unit, session: Session | None) -> Reading | None:
        """The reading completed by the answer to what it asked; None where the text answers nothing."""
        del session
        return completed(text, reading, unit, self._catalogue, lambda words, of: self._again(words, of, reading.day))

    def _again(self, text: str, unit: Unit, day: date) -> Reading:
        return self._reports.read(text, unit, day, None).reading

    def runs(self, text: str) -> SaidRuns | None:
        """The weekly runs; None where the text speaks of none."""
        return weekly.runs(text)

    def gym(self, text: str) -> SaidGym | None:
        """The gym days; None where the text speaks of none."""
        return weekly.gym(text)

    def race(self, text: str, today: date) -> SaidRace | None:
        """A race, today or later; None where the text speaks of none."""
        return settings.race(text, today)

    def time(self, text: str) -> SaidTime | None:
        """A time of day, or "off"; None where the text says neither."""
        return settings.time_said(text)

    def lifts(self, text: str, unit: Unit) -> SaidLifts | None:
        """Known lifts in the unit the text states, else in `unit`; None where the text speaks of none."""
        return lifts.lifts(text, unit, self._taker, self._catalogue)

    def move(self, text: str) -> SaidMoves | None:
        """Runs that move this week (R36); None where the text moves none."""
        return moves.moves(text)

    def today(self, text: str) -> SaidToday:
        """What is different today only (R35)."""
        return settings.today_only(text)

    def absence(self, text: str, today: date) -> SaidAbsence | None:
        """A pause; None where the text announces none."""
        return settings.absence(text, today)

    def zone(self, text: str, places: Mapping[str, str]) -> str | None:
        """The IANA zone named; `places` maps lower-case cities to zones."""
        return zones.zone(text, places)

    def intent(self, text: str, today: date) -> Intent:
        """Which of these a text that nobody asked for most likely is."""
        return intent(text, self._reports.read(text, "kg", today, None).reading)


def read_checkin(text: str, unit: Unit, day: date, session: Session | None, catalogue: Catalogue) -> Reading:
    """One report read with a reader built for it; keep a `Reader` where there are many."""
    return Reader(catalogue).checkin(text, unit, day, session)
