"""Where a week stands in the year: phase, block, week of the block, deload, how many sessions (R1–R5, R31)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.coaching.athlete import NO_LOG, Athlete, Log, Phase
from bot.coaching.session import Block

WEEK: Final = timedelta(days=7)
BLOCK_WEEKS: Final = 4
PREP_BLOCK_WEEKS: Final = 6
SAME_LABEL_WEEKS: Final = 6
MEMORY_WEEKS: Final = 2 * SAME_LABEL_WEEKS
DELOAD_WEEK: Final = 4
DECLARED_TAPER_WEEKS: Final = 2

BASE_SEQUENCE: Final[tuple[Block, ...]] = ("strength", "hypertrophy")
OFF_SEQUENCE: Final[tuple[Block, ...]] = ("hypertrophy", "strength", "power")
BEGINNER_SEQUENCE: Final[tuple[Block, ...]] = ("foundation", "hypertrophy")

SESSIONS: Final[Mapping[Phase, int]] = {"base": 3, "off": 3, "prep": 2, "taper": 1, "recovery": 0}
MUCH_RUNNING_MINUTES: Final = 360
VERY_MUCH_RUNNING_MINUTES: Final = 480
LONG_RACE_KM: Final = 30
SHORT_RACE_KM: Final = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """How a race of some length divides the weeks before and after it (R2).

    Base lasts while X ≥ `base_from`, prep while ≥ `prep_from`, taper while ≥ 0, recovery while ≥ −`recovery_days`.
    """

    base_from: int
    prep_from: int
    recovery_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What R1–R5 say of the week from `monday`. `days_to_race` is X, None where no race counts (R31).

    `week` counts from 1 within the block, or within the phase where there is no block (taper, recovery).
    """

    monday: date
    phase: Phase
    block: Block | None
    week: int
    deload: bool
    days_to_race: int | None

    @property
    def is_odd(self) -> bool:
        """Odd week within the block (R13)."""
        return self.week % 2 == 1


def monday_of(day: date) -> date:
    """R1: the Monday of the week `day` is in."""
    return day - timedelta(days=day.weekday())


def horizon(race_km: float | None) -> Horizon:
    """R2: the phases around a race of `race_km`; an unknown length is neither long nor short."""
    if race_km is not None and race_km >= LONG_RACE_KM:
        return Horizon(base_from=56, prep_from=14, recovery_days=14)
    if race_km is not None and race_km < SHORT_RACE_KM:
        return Horizon(base_from=49, prep_from=7, recovery_days=0)
    return Horizon(base_from=56, prep_from=14, recovery_days=7)


def days_to_race(athlete: Athlete, monday: date) -> int | None:
    """R1: X. None without a race; a race past its recovery counts as none (R31)."""
    if athlete.race is None:
        return None
    days = (athlete.race - monday).days
    return days if days >= -horizon(athlete.race_km).recovery_days else None


def phase_by_date(athlete: Athlete, monday: date) -> Phase:
    """R2: the phase the race date gives the week from `monday`."""
    days = days_to_race(athlete, monday)
    if days is None:
        return "off"
    bounds = horizon(athlete.race_km)
    if days >= bounds.base_from:
        return "base"
    if days >= bounds.prep_from:
        return "prep"
    return "taper" if days >= 0 else "recovery"


def declared_from(athlete: Athlete) -> date:
    """R31: the Monday from which a declared phase stands (the week it was declared in)."""
    return monday_of(athlete.phase_since or athlete.start)


def is_declared(athlete: Athlete, monday: date) -> bool:
    """R31: whether the runner's own word decides the phase of this week."""
    return athlete.phase is not None and monday >= declared_from(athlete)


def taper_ran_out(athlete: Athlete, monday: date) -> bool:
    """R31: a declared taper without a race is planned as off from its third week."""
    return (
        athlete.phase == "taper"
        and is_declared(athlete, monday)
        and days_to_race(athlete, monday) is None
        and monday >= declared_from(athlete) + DECLARED_TAPER_WEEKS * WEEK
    )


def phase_of(athlete: Athlete, monday: date) -> Phase:
    """R2 and R31: the phase of the week from `monday`."""
    if athlete.phase is None or not is_declared(athlete, monday):
        return phase_by_date(athlete, monday)
    return "off" if taper_ran_out(athlete, monday) else athlete.phase


def first_monday(athlete: Athlete, monday: date) -> date:
    """R4: the first Monday of the phase that the week from `monday` is in, never before the plan's first Monday."""
    plan_start = monday_of(athlete.start)
    if is_declared(athlete, monday):
        since = declared_from(athlete)
        if taper_ran_out(athlete, monday):
            since = max(since + DECLARED_TAPER_WEEKS * WEEK, _race_over(athlete))
        return max(since, plan_start)
    return max(_first_monday_by_date(athlete, monday), plan_start)


def _race_over(athlete: Athlete) -> date:
    """R31: the first Monday on which a race is past its recovery; the earliest of days without one."""
    if athlete.race is None:
        return date.min
    return _next_monday(athlete.race + timedelta(days=horizon(athlete.race_km).recovery_days + 1))


def _next_monday(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _first_monday_by_date(athlete: Athlete, monday: date) -> date:
    """R2: the first Monday on which the race date gives the phase it gives on `monday`."""
    phase = phase_by_date(athlete, monday)
    if athlete.race is None or phase == "base":
        return date.min
    bounds = horizon(athlete.race_km)
    most_days_left = {
        "prep": bounds.base_from - 1,
        "taper": bounds.prep_from - 1,
        "recovery": -1,
        "off": -bounds.recovery_days - 1,
    }[phase]
    return _next_monday(athlete.race - timedelta(days=most_days_left))


def frame(athlete: Athlete, monday: date, log: Log = NO_LOG) -> Frame:
    """R1–R5: the week from `monday`. `log` brings extra deloads (R23) and the labels already trained (R4)."""
    phase = phase_of(athlete, monday)
    label, week = block_of(athlete, monday, phase, log.blocks_before)
    deload = (label is not None and week == DELOAD_WEEK) or monday in log.deload_weeks
    return Frame(
        monday=monday,
        phase=phase,
        block=label,
        week=week,
        deload=deload,
        days_to_race=days_to_race(athlete, monday),
    )


def block_of(
    athlete: Athlete, monday: date, phase: Phase, before: tuple[str | None, ...] = ()
) -> tuple[Block | None, int]:
    """R4: label and week of the block; `before` are the labels of the weeks before, empty where they are not known."""
    label, week = _planned_block(athlete, monday, phase)
    if label is not None:
        label = _capped(label, week, before or _blocks_before(athlete, monday))
    return label, week


def _planned_block(athlete: Athlete, monday: date, phase: Phase) -> tuple[Block | None, int]:
    """R4: label and week of the block before the cap on repeating a label."""
    weeks = (monday - first_monday(athlete, monday)).days // 7
    if phase in {"taper", "recovery"}:
        return None, weeks + 1
    if athlete.is_beginner:
        return _from_sequence(BEGINNER_SEQUENCE, (monday - monday_of(athlete.start)).days // 7)
    if phase == "prep":
        if weeks < PREP_BLOCK_WEEKS:
            return "power", weeks + 1
        return _from_sequence(OFF_SEQUENCE, weeks - PREP_BLOCK_WEEKS)
    return _from_sequence(BASE_SEQUENCE if phase == "base" else OFF_SEQUENCE, weeks)


def _from_sequence(sequence: tuple[Block, ...], weeks: int) -> tuple[Block, int]:
    return sequence[weeks // BLOCK_WEEKS % len(sequence)], weeks % BLOCK_WEEKS + 1


def _blocks_before(athlete: Athlete, monday: date) -> tuple[str | None, ...]:
    """The labels of the plan's earlier weeks, where a phase declared on the way can join two blocks of one label."""
    start = monday_of(athlete.start)
    if athlete.is_beginner or athlete.phase is None or not start < declared_from(athlete) <= monday:
        return ()
    labels: list[str | None] = []
    for weeks in range((monday - start).days // 7):
        earlier = start + weeks * WEEK
        label, week = _planned_block(athlete, earlier, phase_of(athlete, earlier))
        labels.append(label and _capped(label, week, tuple(labels[-MEMORY_WEEKS:])))
    return tuple(labels)


def _capped(planned: Block, week: int, before: tuple[str | None, ...]) -> Block:
    """R4: no label for more than six weeks running; the next label of the off sequence then fills the block."""
    if not before:
        return planned
    running = _trailing(before)
    if before[-1] == planned:
        return _next_label(planned) if running >= SAME_LABEL_WEEKS else planned
    replaced = before[: len(before) - running]
    if week > running and before[-1] == _next_label(planned) and replaced and replaced[-1] == planned:
        return _next_label(planned) if _trailing(replaced) >= SAME_LABEL_WEEKS else planned
    return planned


def _trailing(labels: tuple[str | None, ...]) -> int:
    """How many of the latest weeks carry the latest label."""
    count = 0
    for label in reversed(labels):
        if label != labels[-1]:
            break
        count += 1
    return count


def _next_label(label: Block) -> Block:
    """R4: what follows in the off sequence; foundation is followed by its first label."""
    if label not in OFF_SEQUENCE:
        return OFF_SEQUENCE[0]
    return OFF_SEQUENCE[(OFF_SEQUENCE.index(label) + 1) % len(OFF_SEQUENCE)]


def sessions_per_week(athlete: Athlete, phase: Phase, run_minutes: int) -> int:
    """R3: strength sessions of an adaptive week with `run_minutes` of running."""
    sessions = SESSIONS[phase]
    if phase not in {"base", "off", "prep"}:
        return sessions
    if run_minutes >= VERY_MUCH_RUNNING_MINUTES:
        return min(sessions, 1)
    if run_minutes >= MUCH_RUNNING_MINUTES or athlete.high_mileage:
        return min(sessions, 2)
    return sessions
