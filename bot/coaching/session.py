"""What a day holds: the session with its exercises, the routines, the advice, and which rule made each choice."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.coaching.athlete import Phase, RedFlag, RunType
from bot.coaching.exercise import Equipment, WorkUnit
from bot.coaching.says import Says

SessionType = Literal["A", "D", "U", "A2", "D2", "M", "T", "C", "E"]
Block = Literal["foundation", "strength", "hypertrophy", "power"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescription:
    """One exercise to do: sets × low–high `unit_of_work` at `load` (athlete's unit; None = bodyweight).

    `base_load` is the load without the cuts of a deload, a lite day or pain: what R21 goes on from after a lite
    day. `slot` is the place it fills in the session (R13), named by the exercise or slot that stands there first.
    """

    exercise: str
    sets: int
    low: int
    high: int
    unit_of_work: WorkUnit
    per_side: bool
    load: float | None
    implement: Equipment | None
    rest_s: int
    target: int | None
    rir: int | None
    slot: str = ""
    base_load: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A strength session; `minutes` is R18's estimate rounded half up."""

    type: SessionType
    tier: int | None
    minutes: int
    exercises: tuple[Prescription, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One choice and the rule that made it."""

    rule: str
    says: Says


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Everything the coach has decided for one day (docs/contracts/plan.md)."""

    date: date
    phase: Phase
    block: Block | None
    week: int
    deload: bool
    run: RunType | Literal["race"] | None
    session: Session | None
    routine: Literal["B", "F"] | None
    mobility: tuple[str, ...]
    activation: tuple[str, ...]
    referral: RedFlag | None
    advice: tuple[Says, ...] = ()
    why: tuple[Decision, ...] = ()
