"""A day as JSON (docs/contracts/plan.md) and as plain lines for a terminal."""

from collections.abc import Iterator

from bot.coaching.exercise import Catalogue
from bot.coaching.fields import WEEKDAYS
from bot.coaching.session import Day, Prescription, Session


def plain_number(value: float | None) -> float | None:
    """40 rather than 40.0."""
    return int(value) if value is not None and value == int(value) else value


def day_json(day: Day | None, *, why: bool) -> dict[str, object] | None:
    """The day as the contract has it; `why` adds the rules that decided. None before the plan starts."""
    if day is None:
        return None
    found: dict[str, object] = {
        "date": day.date.isoformat(),
        "phase": day.phase,
        "block": day.block,
        "week": day.week,
        "deload": day.deload,
        "run": day.run,
        "session": None if day.session is None else session_json(day.session),
        "routine": day.routine,
        "mobility": list(day.mobility),
        "activation": list(day.activation),
        "referral": day.referral,
        "advice": list(day.advice),
    }
    if why:
        found["why"] = [{"rule": each.rule, "says": each.says} for each in day.why]
    return found


def session_json(session: Session) -> dict[str, object]:
    """A session as the contract has it."""
    return {
        "type": session.type,
        "tier": session.tier,
        "minutes": session.minutes,
        "exercises": [prescription_json(each) for each in session.exercises],
    }


def prescription_json(each: Prescription) -> dict[str, object]:
    """One exercise of a session as the contract has it."""
    return {
        "exercise": each.exercise,
        "sets": each.sets,
        "low": each.low,
        "high": each.high,
        "unit_of_work": each.unit_of_work,
        "per_side": each.per_side,
        "load": plain_number(each.load),
        "implement": each.implement,
        "rest": each.rest_s,
        "target": each.target,
        "rir": each.rir,
    }


def day_lines(catalogue: Catalogue, day: Day, unit: str, *, why: bool) -> Iterator[str]:
    """The day for a reader: what to do, how, and on request why."""
    yield heading(day)
    if day.session is not None:
        yield f"  Session {day.session.type}, about {day.session.minutes} min"
        for each in day.session.exercises:
            yield f"    {prescription_line(catalogue, each, unit)}"
    if day.routine is not None:
        yield {"B": "  Routine B: recovery and mobility", "F": "  Routine F: mobility and activation"}[day.routine]
    for title, names in (("Mobility", day.mobility), ("Activation before the run", day.activation)):
        if names:
            yield f"  {title}: {', '.join(catalogue[name].name for name in names)}"
    for sentence in day.advice:
        yield f"  ! {sentence}"
    if why:
        yield "  Why:"
        for decision in day.why:
            yield f"    {decision.rule}: {decision.says}"


def heading(day: Day) -> str:
    """Date, phase, block, run."""
    parts = [f"{WEEKDAYS[day.date.weekday()]} {day.date.isoformat()}", day.phase]
    if day.block is not None:
        parts.append(f"{day.block} week {day.week}")
    if day.deload:
        parts.append("deload")
    if day.run is not None:
        parts.append("race day" if day.run == "race" else f"{day.run} run")
    return " · ".join(parts)


def prescription_line(catalogue: Catalogue, each: Prescription, unit: str) -> str:
    """`Romanian deadlift: 4 × 6–8 @ 40 kg barbell, rest 150 s, aim for 6, 2 in reserve`."""
    amount = f"{each.low}" if each.low == each.high else f"{each.low}–{each.high}"
    work = "" if each.unit_of_work == "reps" else f" {each.unit_of_work}"
    side = " each side" if each.per_side else ""
    load = "" if each.load is None else f" @ {each.load:g} {unit} {each.implement}"
    target = "" if each.target is None else f", aim for {each.target}"
    return (
        f"{catalogue[each.exercise].name}: {each.sets} × {amount}{work}{side}{load},"
        f" rest {each.rest_s} s{target}, {each.rir} in reserve"
    )
