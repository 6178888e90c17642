"""Asking the coach from the command line: text in, text out (docs/contracts/plan.md). No clock, no files."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from json import dumps
from typing import Final, get_args

from bot.coaching.athlete import Athlete, Log, Unit
from bot.coaching.day import session_for, week_for
from bot.coaching.exercise import Catalogue, Equipment
from bot.coaching.fields import WrongValue, a_date, a_list, an_object, flag, number, one_of, record, whole
from bot.coaching.periodization import monday_of
from bot.coaching.printing import day_json, day_lines, plain_number
from bot.coaching.profile import parse_json, read_profile
from bot.coaching.progression import Effort, Range, progress
from bot.coaching.session import Day

OK: Final = 0
WRONG: Final = 2
IMPLEMENTS: Final[tuple[Equipment, ...]] = ("barbell", "dumbbells", "kettlebell", "ham_machine", "plate")


def run_plan(
    catalogue: Catalogue,
    profile_text: str,
    *,
    date: str | None = None,
    week: bool = False,
    why: bool = False,
    json: bool = False,
) -> tuple[int, str, str]:
    """`plan`: the day, or with `week` the seven days of its week, as (exit status, output, error).

    `date` is an ISO date, the plan's start where left out. Neither text ends in a newline.
    """
    try:
        athlete, log = read_profile(catalogue, parse_json("profile", profile_text))
        asked = athlete.start if date is None else asked_date(athlete, date)
        days = plan_days(catalogue, athlete, log, asked, week=week)
    except WrongValue as fault:
        return WRONG, "", str(fault)
    if json:
        return OK, dumped(answer(days, week=week, why=why)), ""
    lines = [line for each in days if each for line in day_lines(catalogue, each, athlete.unit, why=why)]
    return OK, "\n".join(lines), ""


def run_plan_batch(
    catalogue: Catalogue, lines: Iterable[str], *, week: bool = False, why: bool = False
) -> Iterator[tuple[str, bool]]:
    """`plan --batch`: for each line `{"profile": …, "date": …}` a result line and whether it went well.

    A bad line yields `{"error": …}` and False; the exit status is then 2. Blank lines are passed over.
    """
    reader = record({"profile": an_object, "date": a_date}, {})
    for line in lines:
        if not line.strip():
            continue
        try:
            found = reader("", parse_json("line", line))
            athlete, log = read_profile(catalogue, found["profile"])
            asked = started(athlete, found["date"])  # type: ignore[arg-type]
            days = plan_days(catalogue, athlete, log, asked, week=week)
        except WrongValue as fault:
            yield dumped({"error": str(fault)}), False
        else:
            yield dumped(answer(days, week=week, why=why)), True


def answer(days: tuple[Day | None, ...], *, week: bool, why: bool) -> object:
    """The day as JSON, or the array of seven days of a week."""
    found = [day_json(each, why=why) for each in days]
    return found if week else found[0]


def asked_date(athlete: Athlete, day: str) -> date:
    """The day asked about. Raises WrongValue where it is no date or before the plan starts."""
    return started(athlete, a_date("date", day))


def started(athlete: Athlete, day: date) -> date:
    """R1: a date before the plan starts is refused."""
    if day < athlete.start:
        raise WrongValue(f"date: must be a date on or after the plan's start, {athlete.start.isoformat()}")
    return day


def plan_days(catalogue: Catalogue, athlete: Athlete, log: Log, day: date, *, week: bool) -> tuple[Day | None, ...]:
    """The day alone or its week; sleep and soreness are of the asked day only."""
    asked = session_for(catalogue, athlete, log, day)
    if not week:
        return (asked,)
    rested = replace(log, sleep_h=None, leg_soreness=None)
    others = week_for(catalogue, athlete, rested, monday_of(day))
    return tuple(asked if each is not None and each.date == day else each for each in others)


def run_progress(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """`progress --json`: R21 for one line of JSON at a time; a bad line yields `{"error": …}` and False."""
    for line in lines:
        if not line.strip():
            continue
        try:
            yield dumped(progress_json(parse_json("line", line))), True
        except WrongValue as fault:
            yield dumped({"error": str(fault)}), False


def progress_json(value: object) -> dict[str, object]:
    """R21 on one JSON object. Raises WrongValue naming the key and what it may hold."""
    found = record(
        {"low": whole(1, 10_000), "high": whole(1, 10_000), "reps": a_list(whole(0, 10_000))},
        {
            "load": number(0.5, 2000),
            "target": whole(0, 10_000),
            "rir": number(0, 10),
            "implement": one_of(*IMPLEMENTS),
            "unit": one_of(*get_args(Unit)),
            "unit_of_work": one_of("reps", "seconds"),
            "too_hard": flag,
            "failed_before": flag,
            "form_slipped": flag,
        },
    )("", value)
    load, target = found.pop("load", None), found.pop("target", None)
    effort = Effort(work=found.pop("reps"), **_taken(found, "rir", "too_hard", "form_slipped", "failed_before"))  # type: ignore[arg-type]
    within = Range(**found)  # type: ignore[arg-type]
    if not effort.work:
        raise WrongValue("reps: must be a list with the work of each set, at least one")
    if within.low > within.high:
        raise WrongValue("high: must be a whole number not below low")
    if load is not None and within.implement is None:
        raise WrongValue(f"implement: must be one of {', '.join(IMPLEMENTS)} where there is a load")
    after = progress(load, target, within, effort)  # type: ignore[arg-type]
    return {"load": plain_number(after.load), "target": after.target}


def _taken(found: dict[str, object], *keys: str) -> dict[str, object]:
    return {key: found.pop(key) for key in keys if key in found}


def dumped(value: object) -> str:
    """One line of JSON."""
    return dumps(value, ensure_ascii=False)
