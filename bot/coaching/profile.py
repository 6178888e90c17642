"""A profile as JSON becomes an athlete and a log (docs/contracts/plan.md)."""

import json
from collections.abc import Collection, Mapping
from typing import Final, get_args

from bot.coaching.athlete import (
    Activation,
    Area,
    Athlete,
    Experience,
    GymDay,
    Log,
    Pain,
    Phase,
    RecentSet,
    RedFlag,
    Run,
    RunType,
    Unit,
    WeekStyle,
    Working,
)
from bot.coaching.exercise import Catalogue, Equipment
from bot.coaching.fields import (
    Reader,
    WrongValue,
    a_date,
    a_list,
    a_time,
    by_name,
    flag,
    nearest,
    number,
    one_of,
    optional,
    record,
    text,
    weekday,
    whole,
    wrong,
)

LOAD: Final = number(0, 2000, " (in the profile's unit)")
LOG_KEYS: Final = frozenset(
    {
        "pain",
        "red_flag",
        "sleep",
        "leg_soreness",
        "missed",
        "deload_weeks",
        "highest_28d",
        "days_since_strength",
        "working",
    }
)


def parse_json(key: str, source: str) -> object:
    """The JSON in `source`. Raises WrongValue with the place of the fault."""
    try:
        return json.loads(source, parse_constant=_no_constant)
    except json.JSONDecodeError as fault:
        raise WrongValue(f"{key}: must be JSON; line {fault.lineno}, column {fault.colno}: {fault.msg}") from fault
    except (ValueError, RecursionError) as fault:
        raise WrongValue(f"{key}: must be JSON; {fault}") from fault


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON number")


def read_profile(catalogue: Catalogue, value: object) -> tuple[Athlete, Log]:
    """The athlete and the log a profile describes. Raises WrongValue naming the key and what it may hold."""
    found = profile_reader(catalogue)("", value)
    logged = {key: each for key, each in found.items() if key in LOG_KEYS}
    told = {key: each for key, each in found.items() if key not in LOG_KEYS}
    if "equipment" in told:
        told["equipment"] = frozenset(_items(told["equipment"]))
    athlete = Athlete(**told, gym_given="gym" in told, runs_given=bool(told.get("runs")))  # type: ignore[arg-type]
    return athlete, _log(logged)


def _items(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _log(logged: dict[str, object]) -> Log:
    renamed = {"sleep": "sleep_h"}
    fields = {renamed.get(key, key): each for key, each in logged.items()}
    if "deload_weeks" in fields:
        fields["deload_weeks"] = frozenset(_items(fields["deload_weeks"]))
    return Log(**fields)  # type: ignore[arg-type]


def profile_reader(catalogue: Catalogue) -> Reader[dict[str, object]]:
    """The reader of a whole profile; its keys are those of docs/contracts/plan.md."""
    ids = tuple(catalogue.exercises)
    return record(
        {"start": a_date},
        {
            **_runner_keys(),
            **_week_keys(),
            "one_rm": by_name(ids, number(0.5, 2000, " (in the profile's unit)")),
            "recent_sets": a_list(_recent_set(ids)),
            "pull_ups": whole(0, 200),
            "pain": a_list(_pain),
            "red_flag": one_of(*_words(RedFlag)),
            "sleep": number(0, 24, " hours"),
            "leg_soreness": whole(0, 10),
            "missed": whole(0, 1000),
            "deload_weeks": a_list(_monday),
            "highest_28d": by_name(ids, LOAD),
            "days_since_strength": whole(0, 10_000),
            "working": by_name(ids, _working),
        },
    )


def _runner_keys() -> Mapping[str, Reader[object]]:
    return {
        "unit": one_of(*_words(Unit)),
        "body_mass": number(1, 1000, " (in the profile's unit)"),
        "experience": one_of(*_words(Experience)),
        "age": whole(1, 120),
        "equipment": a_list(one_of(*_words(Equipment))),
        "race": a_date,
        "race_time": a_time,
        "race_km": number(0.1, 1000),
        "tune_ups": a_list(a_date),
        "phase": one_of(*_words(Phase)),
        "phase_since": a_date,
        "conditions": a_list(text),
        "cleared": flag,
    }


def _week_keys() -> Mapping[str, Reader[object]]:
    return {
        "runs": a_list(_run),
        "gym": a_list(_gym_day),
        "week_style": one_of(*_words(WeekStyle)),
        "minutes_cap": whole(5, 480, " minutes"),
        "high_mileage": flag,
        "activation": one_of(*_words(Activation)),
    }


def _words(literal: object) -> tuple[str, ...]:
    return get_args(literal)


def _run(key: str, value: object) -> Run:
    found = record(
        {"day": weekday, "type": one_of(*_words(RunType))},
        {"time": a_time, "minutes": whole(1, 1440, " minutes")},
    )(key, value)
    return Run(weekday=found.pop("day"), **found)  # type: ignore[arg-type]


def _gym_day(key: str, value: object) -> GymDay:
    found = record({"day": weekday}, {"time": a_time})(key, value)
    return GymDay(weekday=found.pop("day"), **found)  # type: ignore[arg-type]


def _recent_set(ids: Collection[str]) -> Reader[RecentSet]:
    def exercise(key: str, value: object) -> str:
        if not isinstance(value, str) or value not in ids:
            hint = f"; {nearest(value, ids)}" if isinstance(value, str) else ""
            raise wrong(key, f"an exercise id{hint}")
        return value

    def read(key: str, value: object) -> RecentSet:
        found = record({"exercise": exercise, "load": number(0.5, 2000), "reps": whole(1, 100)}, {"rir": whole(0, 10)})(
            key, value
        )
        return RecentSet(**found)  # type: ignore[arg-type]

    return read


def _pain(key: str, value: object) -> Pain:
    found = record({"area": one_of(*_words(Area)), "score": whole(0, 10)}, {})(key, value)
    return Pain(**found)  # type: ignore[arg-type]


def _working(key: str, value: object) -> Working:
    found = record({}, {"load": optional(LOAD), "target": optional(whole(0, 10_000))})(key, value)
    return Working(**found)  # type: ignore[arg-type]


def _monday(key: str, value: object) -> object:
    day = a_date(key, value)
    if day.weekday() != 0:
        raise wrong(key, "the date of a Monday like 2027-01-04")
    return day
