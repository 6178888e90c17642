"""A violation as a file: the week it happened in, to be planned and checked again by `simulate --replay`."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter, ValidationError

from bot.coaching.athlete import Athlete, GymDay, Log, Run, Working
from bot.coaching.day import session_for
from bot.coaching.exercise import Catalogue
from bot.coaching.report import Report
from bot.simulation import invariants
from bot.simulation.lived import LivedDay, LivedWeek, Past
from bot.simulation.tally import Broken, Tally

WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SAME_WORDS: Final = (
    "unit",
    "body_mass",
    "experience",
    "age",
    "race_km",
    "phase",
    "week_style",
    "minutes_cap",
    "high_mileage",
    "activation",
    "pull_ups",
    "cleared",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What broke, in which week of which athlete. `week` None: it took all athletes (I21)."""

    broken: Broken
    week: LivedWeek | None = None
    seed: int = 0
    athlete: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedDay:
    """A lived day without what the coach said: that is asked again."""

    date: dt.date
    athlete: Athlete
    log: Log
    report: Report | None = None
    lifted: Mapping[str, float]
    gap: int | None = None
    after: Mapping[str, Working]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedWeek:
    """A lived week as it stands in a file."""

    monday: dt.date
    days: tuple[AskedDay | None, ...]
    past: Past
    replanned_on: int | None = None


def asked_week(week: LivedWeek) -> AskedWeek:
    """The week without what the coach said."""
    days = (
        None
        if lived is None
        else AskedDay(
            date=lived.day.date,
            athlete=lived.athlete,
            log=lived.log,
            report=lived.report,
            lifted=lived.lifted,
            gap=lived.gap,
            after=lived.after,
        )
        for lived in week.days
    )
    return AskedWeek(monday=week.monday, days=tuple(days), past=week.past, replanned_on=week.replanned_on)


def planned_week(catalogue: Catalogue, asked: AskedWeek) -> LivedWeek:
    """The week planned by the coach of today."""
    days = (
        None
        if each is None
        else LivedDay(
            athlete=each.athlete,
            log=each.log,
            day=session_for(catalogue, each.athlete, each.log, each.date),
            report=each.report,
            lifted=each.lifted,
            gap=each.gap,
            after=each.after,
        )
        for each in asked.days
    )
    return LivedWeek(monday=asked.monday, days=tuple(days), past=asked.past, replanned_on=asked.replanned_on)


class CaseError(ValueError):
    """A file that is no case; its text says why."""


def case_json(case: Case) -> str:
    """One line: what broke, the profile with its log as docs/contracts/plan.md has them, and the whole week."""
    asked = _asked(case)
    told: dict[str, object] = {
        "invariant": case.broken.invariant,
        "says": case.broken.says,
        "date": case.broken.day.isoformat(),
        "seed": case.seed,
        "athlete": case.athlete,
        "profile": None if asked is None else profile_json(asked.athlete, asked.log),
        "week": None if case.week is None else _week_json(case.week),
    }
    return json.dumps(told, ensure_ascii=False)


def _week_json(week: LivedWeek) -> object:
    return TypeAdapter(AskedWeek).dump_python(asked_week(week), mode="json")


def _asked(case: Case) -> LivedDay | None:
    """The day the case is about, else the first of its week."""
    if case.week is None:
        return None
    return next((day for day in case.week.planned if day.day.date == case.broken.day), case.week.planned[0])


def read_case(text: str) -> AskedWeek:
    """The week of the case in `text`. Raises CaseError."""
    try:
        found = json.loads(text)
    except ValueError as fault:
        raise CaseError(f"not JSON: {fault}") from fault
    if not isinstance(found, dict) or not isinstance(found.get("week"), dict):
        raise CaseError('no case: it must hold "week", as a violation printed it')
    try:
        week = TypeAdapter(AskedWeek).validate_python(found["week"])
    except ValidationError as fault:
        raise CaseError(f"week: {str(fault).splitlines()[0]}") from fault
    if not any(week.days):
        raise CaseError("week: no day of it belongs to the plan")
    return week


def replay(catalogue: Catalogue, week: AskedWeek) -> tuple[Broken, ...]:
    """What the coach of today breaks in the week of a case; empty where all holds."""
    tally = Tally()
    invariants.check(catalogue, planned_week(catalogue, week), tally)
    return tally.take_found()


def profile_json(athlete: Athlete, log: Log) -> dict[str, object]:
    """Athlete and log with the keys of docs/contracts/plan.md; R35 and R36 are in the case's week only."""
    profile: dict[str, object] = {"start": athlete.start.isoformat()}
    profile.update({name: getattr(athlete, name) for name in SAME_WORDS})
    profile.update(
        equipment=sorted(athlete.equipment),
        runs=[_run(run) for run in athlete.runs],
        race=athlete.race and athlete.race.isoformat(),
        race_time=athlete.race_time.isoformat("minutes"),
        tune_ups=[day.isoformat() for day in athlete.tune_ups],
        phase_since=athlete.phase_since and athlete.phase_since.isoformat(),
        one_rm=dict(athlete.one_rm),
        recent_sets=[
            {"exercise": each.exercise, "load": each.load, "reps": each.reps, "rir": each.rir}
            for each in athlete.recent_sets
        ],
        conditions=list(athlete.conditions),
        **_log(log),
    )
    if athlete.gym_given:
        profile["gym"] = [_gym_day(each) for each in athlete.gym]
    return profile


def _log(log: Log) -> Mapping[str, object]:
    return {
        "pain": [{"area": each.area, "score": each.score} for each in log.pain],
        "red_flag": log.red_flag,
        "sleep": log.sleep_h,
        "leg_soreness": log.leg_soreness,
        "missed": log.missed,
        "deload_weeks": sorted(day.isoformat() for day in log.deload_weeks),
        "highest_28d": dict(log.highest_28d),
        "days_since_strength": log.days_since_strength,
        "working": {name: {"load": each.load, "target": each.target} for name, each in log.working.items()},
    }


def _run(run: Run) -> dict[str, object]:
    return {
        "day": WEEKDAYS[run.weekday],
        "type": run.type,
        "time": run.time.isoformat("minutes"),
        "minutes": run.minutes,
    }


def _gym_day(each: GymDay) -> dict[str, object]:
    return {"day": WEEKDAYS[each.weekday], "time": each.time.isoformat("minutes")}
