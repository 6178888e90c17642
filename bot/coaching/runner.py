"""Everything about one runner that a message can change: what the conversation works on and the store keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal

from bot.coaching.athlete import Area, Athlete, RedFlag, Run
from bot.coaching.exercise import Equipment
from bot.coaching.report import Report

ReminderKind = Literal["morning", "activation", "evening", "pain", "week", "snooze", "question"]
AbsenceReason = Literal["ill", "holiday", "injury", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminders:
    """What is sent by itself, and when, on the runner's wall clock. None = off."""

    morning: time | None = time(7, 0)
    evening: time | None = time(20, 0)
    week: time | None = time(18, 0)
    activation: bool = True
    pain_follow_up: bool = True
    mobility_days: bool = True
    quiet_from: time = time(22, 0)
    quiet_to: time = time(6, 0)
    ignored_in_a_row: int = 0
    sparse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChoice:
    """What the runner chose for one day only (R35), and what they said of the day itself (R23)."""

    day: date
    minutes: int | None = None
    equipment: frozenset[Equipment] | None = None
    swaps: Mapping[str, str] = field(default_factory=dict)
    sleep_h: float | None = None
    leg_soreness: int | None = None
    skipped: bool = False
    activation_off: bool = False
    started_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekChoice:
    """What the runner chose for one week only (R36): the runs of that week; days before `replan_from` stand."""

    monday: date
    runs: tuple[Run, ...]
    replan_from: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PainEntry:
    """A pain report of one day (R26). `follow_up` marks the answer of a next morning."""

    day: date
    area: Area
    score: int
    side: str | None = None
    follow_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagState:
    """A red flag that stands until misread (asked twice) or cleared (R27)."""

    kind: RedFlag
    since: date
    words: str
    denied_once: bool = False
    last_asked: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A pause: holiday or illness. `until` is the day they are back; None while open."""

    reason: AbsenceReason
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunTick:
    """A run that was reported."""

    day: date
    km: float | None = None
    minutes: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialog:
    """What the bot has asked and waits for: a question's name and its notes (JSON values only)."""

    question: str
    data: Mapping[str, object] = field(default_factory=dict)
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guided:
    """Where a guided session stands.

    `exercises` are those of the session when last looked at, `exercise` the place of the one being done, `done` the
    sets of each as (load, amount), `efforts` how hard an exercise was by its place.
    """

    day: date
    exercises: tuple[str, ...] = ()
    exercise: int = 0
    done: tuple[tuple[tuple[float | None, int], ...], ...] = ()
    skipped: tuple[int, ...] = ()
    efforts: tuple[tuple[int, Literal["rpe", "rir"], float], ...] = ()
    started_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """One runner, whatever chats they write from.

    `reports` is the window the coach looks at (the last 26 weeks), oldest first; older ones are loaded when asked for.
    `answered` names the onboarding questions that were answered or skipped. `zone` is an IANA name, None until known.
    `snoozed_to` is the instant of the one reminder a snooze asked for (kind "snooze").
    """

    id: int
    athlete: Athlete
    name: str = ""
    zone: str | None = None
    language: str = "en"
    distance: Literal["km", "mi"] = "km"
    consented_at: datetime | None = None
    health_consent: bool | None = None
    answered: frozenset[str] = frozenset()
    onboarded: bool = False
    reminders: Reminders = Reminders()
    circuit: Literal["full", "short"] = "full"
    figure: str = "varied"
    day_choices: tuple[DayChoice, ...] = ()
    week_choices: tuple[WeekChoice, ...] = ()
    pains: tuple[PainEntry, ...] = ()
    flag: FlagState | None = None
    absences: tuple[Absence, ...] = ()
    run_ticks: tuple[RunTick, ...] = ()
    reports: tuple[Report, ...] = ()
    guided: Guided | None = None
    dialog: Dialog | None = None
    notices_seen: frozenset[str] = frozenset()
    snoozed_to: datetime | None = None
    admin: bool = False
