"""What a runner reported: the reading of one message (docs/contracts/checkin.md) and the report it becomes."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.coaching.athlete import Area, RedFlag, Unit
from bot.coaching.session import Block, Session

Status = Literal["done", "partial", "skipped"]
Feel = Literal["easy", "good", "hard"]
Side = Literal["left", "right", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetEntry:
    """One set as done. `load` 0 is bodyweight, None is not said; `unit` is None where `load` is None or 0."""

    reps: int | None = None
    seconds: int | None = None
    metres: int | None = None
    load: float | None = None
    unit: Unit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The sets of one exercise in the order done; `rpe` 1–10 and `rir` 0–10 where given."""

    exercise: str
    sets: tuple[SetEntry, ...] = ()
    per_side: bool = False
    rpe: float | None = None
    rir: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PainReport:
    """A pain the text names: where, which side, and 0–10 where a score was given."""

    area: Area
    side: Side | None = None
    score: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bodyweight:
    """A body mass the text states."""

    value: float
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """A run the text reports; either figure may be missing."""

    km: float | None = None
    minutes: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One message as data: exactly the keys of docs/contracts/checkin.md."""

    day: date
    status: Status | None = None
    entries: tuple[Entry, ...] = ()
    effort: float | None = None
    feel: Feel | None = None
    pain: tuple[PainReport, ...] = ()
    red_flag: RedFlag | None = None
    omitted: tuple[str, ...] = ()
    minutes: int | None = None
    bodyweight: Bodyweight | None = None
    form_slipped: bool = False
    sleep: float | None = None
    soreness: int | None = None
    run: RunReport | None = None
    ask: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A stored check-in: what was read, what the runner wrote, and what was prescribed on `day`.

    `day` is the day the report is about. `session` is None where none was due. `block`, `week` and `deload` are
    those of that day's plan, so that R21 knows later that nothing progressed in a deload.
    """

    id: int | str
    day: date
    reading: Reading
    raw_text: str = ""
    session: Session | None = None
    block: Block | None = None
    week: int = 1
    deload: bool = False
