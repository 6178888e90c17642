"""The reader of reports: a message in plain words becomes a `Reading` (docs/contracts/checkin.md)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.coaching.athlete import RedFlag, Unit
from bot.coaching.checkin import whole
from bot.coaching.checkin.asides import drop_asides
from bot.coaching.checkin.asking import WHICH, question
from bot.coaching.checkin.bind import Binder, Bound, Draft
from bot.coaching.checkin.chain import Context
from bot.coaching.checkin.clauses import SEPARATORS, clauses
from bot.coaching.checkin.correct import corrected
from bot.coaching.checkin.days import report_day
from bot.coaching.checkin.flags import Flag, flags, sentence_words
from bot.coaching.checkin.grammar import Item
from bot.coaching.checkin.moods import feel, form_slipped
from bot.coaching.checkin.notes import note
from bot.coaching.checkin.omit import left_out
from bot.coaching.checkin.outcomes import status
from bot.coaching.checkin.pain import PainReader
from bot.coaching.checkin.rounds import spread_rounds
from bot.coaching.checkin.running import plain
from bot.coaching.checkin.running import run as run_of
from bot.coaching.checkin.settle import Doubt
from bot.coaching.checkin.tables import spelled_out
from bot.coaching.checkin.text import Taker
from bot.coaching.checkin.work import Work
from bot.coaching.exercise import Catalogue, Exercise
from bot.coaching.report import Entry, Reading
from bot.coaching.session import Session

_LB = 0.45359237
_HANDS = frozenset({"dumbbells", "kettlebell"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A reading with the doubts behind its question, so that an answer can complete it."""

    reading: Reading
    doubts: tuple[Doubt, ...] = ()


class ReportReader:
    """Reads reports for one catalogue; holds nothing of any message."""

    def __init__(self, catalogue: Catalogue, taker: Taker) -> None:
        self._catalogue = catalogue
        self._taker = taker
        self._timed = frozenset(
            exercise.id
            for exercise in catalogue.exercises.values()
            if exercise.units[0] in {"seconds", "minutes", "metres"}
        )

    def read(self, raw: str, unit: Unit, day: date, session: Session | None) -> Read:
        """What the message reports."""
        text = self._taker.take(spelled_out(raw))
        items = corrected(text.items)
        parts = clauses(items, len(text.pieces))
        words = sentence_words(text)
        raised = flags(words)
        about = report_day(text, parts, day)
        drop_asides(parts)
        spread_rounds(text, parts)
        slept = whole.sleep(text, parts)
        mass = whole.bodyweight(text, parts, unit)
        pains = PainReader(text, parts, words).read(raised)
        run = run_of(text, parts)
        names = left_out(text, parts)
        bound = Binder(text, self._taker.names, session, self._timed).bind(
            parts, frozenset(item.start for item in names)
        )
        entries, doubts = self._entries(bound, unit, session)
        omitted = self._omitted(names, entries, session)
        nameless = not entries and not doubts and not bound.foreign and any(_is_sets(item) for item in bound.left)
        reading = Reading(
            day=about,
            status=status(text, parts, bool(entries) or bool(doubts) or nameless, bool(omitted), bound.foreign),
            entries=tuple(entries),
            effort=whole.effort(parts, bound.efforts),
            feel=feel(text, parts),
            pain=tuple(pains.found),
            red_flag=_worst(raised),
            omitted=omitted,
            minutes=whole.minutes(bound.left, parts),
            bodyweight=mass,
            form_slipped=form_slipped(text),
            sleep=slept,
            soreness=pains.soreness,
            run=run,
            ask=question(doubts[0], self._catalogue, unit) if doubts else WHICH if nameless else None,
        )
        return Read(reading=replace(reading, note=note(raw, text, items, reading)), doubts=tuple(doubts))

    # exercises

    def _entries(self, bound: Bound, unit: Unit, session: Session | None) -> tuple[list[Entry], list[Doubt]]:
        entries: list[Entry] = []
        doubts: list[Doubt] = []
        for draft in sorted(bound.drafts, key=lambda each: each.named_at):
            work = self._work(draft, unit, session)
            worked = work.done()
            rpe = max((rpe for rpe in (draft.rpe, work.rpe) if rpe is not None), default=None)
            doubts.extend(worked.doubts)
            if worked.counted or rpe is not None or draft.rir is not None:
                entries.append(
                    Entry(
                        exercise=draft.exercise,
                        sets=worked.sets,
                        per_side=work.per_side,
                        rpe=None if rpe is None else plain(rpe),
                        rir=None if draft.rir is None else plain(draft.rir),
                    )
                )
        return entries, doubts

    def _work(self, draft: Draft, unit: Unit, session: Session | None) -> Work:
        work = Work(self._context(draft.exercise, unit, session))
        for at, item in enumerate(draft.atoms):
            if item.kind == "NAME":
                work.named()
                if item.lead == "bw":
                    work.bodyweight()
            else:
                work.take(item, draft.atoms[at + 1] if at + 1 < len(draft.atoms) else None, _beyond(draft.atoms, at))
        return work

    def _context(self, exercise_id: str, unit: Unit, session: Session | None) -> Context:
        exercise = self._catalogue[exercise_id]
        timed = exercise.units[0] in {"seconds", "minutes", "metres"}
        return Context(
            exercise=exercise_id,
            unit=unit,
            loadable=exercise.loadable,
            timed=timed,
            minutes=exercise.units[0] == "minutes",
            in_hands=_in_hands(exercise),
            metres=exercise.pattern in {"carry", "plyometric", "activation", "lunge"},
            barbell=(bool(exercise.needs) and all("barbell" in kit for kit in exercise.needs))
            or exercise.id == "romanian_deadlift",
            last_kilos=_last_kilos(exercise_id, unit, session),
        )

    def _omitted(self, names: Sequence[Item], entries: Sequence[Entry], session: Session | None) -> tuple[str, ...]:
        done = {entry.exercise for entry in entries}
        found: list[str] = []
        for item in names:
            exercise = self._taker.names.resolve(item.text, session)
            if exercise is not None and exercise not in done and exercise not in found:
                found.append(exercise)
        return tuple(found)


def _is_sets(item: Item) -> bool:
    """Whether a measure without a name looks like sets all the same."""
    return item.kind == "chain" and len(item.qtys) > 1 and not item.used


def _beyond(atoms: Sequence[Item], at: int) -> Item | None:
    """The next measure behind a separator."""
    return next((item for item in atoms[at + 1 :] if item.kind not in SEPARATORS), None)


def _in_hands(exercise: Exercise) -> bool:
    return not exercise.needs or any(
        not kit <= {"barbell", "ham_machine"} and "barbell" not in kit for kit in exercise.needs
    )


def _last_kilos(exercise_id: str, unit: Unit, session: Session | None) -> float | None:
    for planned in session.exercises if session else ():
        if planned.exercise == exercise_id and planned.load:
            return planned.load * (_LB if unit == "lb" else 1)
    return None


def _worst(raised: Sequence[Flag]) -> RedFlag | None:
    kinds = {flag.kind for flag in raised}
    return "emergency" if "emergency" in kinds else "prompt" if kinds else None
