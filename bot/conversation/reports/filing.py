"""From a reading to a stored report: whose day it is, what was prescribed then, what it adds to an earlier one."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from bot.coaching.athlete import Unit
from bot.coaching.report import Entry, Reading, Report, SetEntry, Status
from bot.coaching.runner import Runner, RunTick
from bot.coaching.session import Prescription
from bot.conversation.health import pain
from bot.conversation.render import converted
from bot.conversation.training import plan
from bot.conversation.turn import Turn
from bot.messages import Inbound

BACK = timedelta(days=14)
"""How far back a report may lie."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A report as it is stored now, the runner with it, and the report it was merged into as it was before."""

    runner: Runner
    report: Report
    before: Report | None = None


def report_id(inbound: Inbound) -> str:
    """The id of the report a message makes: the same for the message and its edits, another for every tap."""
    tapped = inbound.tap is not None or inbound.message_id is None
    source = f"update:{inbound.update_id}" if tapped else f"message:{inbound.message_id}"
    key = f"{inbound.chat.channel}:{inbound.chat.chat_id}:{source}"
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def found(runner: Runner, wanted: str) -> Report | None:
    """The standing report with that id."""
    return next((report for report in runner.reports if str(report.id) == wanted), None)


def says_training(reading: Reading) -> bool:
    """Whether it tells of a session: a status or sets."""
    return reading.status is not None or bool(reading.entries)


def says_anything(reading: Reading) -> bool:
    """Whether anything at all was read from it, the note aside."""
    blank = Reading(day=reading.day, note=reading.note)
    return reading != blank


def file(turn: Turn, reading: Reading, raw: str, wanted_id: str) -> Filed:
    """The reading as a report of its day: a new one, or merged into the one that day has (the newer word counts)."""
    stored = _allowed(turn, reading)
    text = raw if _may_keep(turn, reading) else ""
    before = plan.report_on(turn.runner, reading.day) if says_training(reading) else None
    if before is not None and before.id != wanted_id:
        old = replace(before.reading, entries=entries_of(turn, before)) if stored.entries else before.reading
        merged = replace(before, reading=merge(old, stored), raw_text="\n".join(filter(None, (before.raw_text, text))))
        return Filed(runner=_with_facts(put(turn.runner, merged), reading), report=merged, before=before)
    report = prescribed(turn, Report(id=wanted_id, day=reading.day, reading=stored, raw_text=text))
    return Filed(runner=_with_facts(put(turn.runner, report), reading), report=report, before=before)


def prescribed(turn: Turn, report: Report) -> Report:
    """The report with what was prescribed on its day, as the plan of that day is without the report."""
    if not plan.started(turn.runner, report.day):
        return report
    without = replace(turn, runner=remove(turn.runner, report.id))
    day = plan.day_of(without, report.day)
    return replace(report, session=day.session, block=day.block, week=day.week, deload=day.deload)


def put(runner: Runner, report: Report) -> Runner:
    """The runner with that report in the place of the one with its id, in the order of days."""
    others = [other for other in runner.reports if other.id != report.id]
    return replace(runner, reports=tuple(sorted((*others, report), key=lambda each: each.day)))


def remove(runner: Runner, wanted: int | str) -> Runner:
    """The runner without that report."""
    return replace(runner, reports=tuple(other for other in runner.reports if other.id != wanted))


def entries_of(turn: Turn, report: Report) -> tuple[Entry, ...]:
    """The sets of a report: those reported; where it only says that it was done, those prescribed."""
    if report.reading.entries or report.reading.status not in {"done", "partial"}:
        return report.reading.entries
    return tuple(as_prescribed(turn, item) for item in silent(report))


def silent(report: Report) -> tuple[Prescription, ...]:
    """What was prescribed and neither reported nor named as left out."""
    known = _names(report.reading.entries) | set(report.reading.omitted)
    items = report.session.exercises if report.session else ()
    return tuple(item for item in items if item.exercise not in known)


def as_prescribed(turn: Turn, item: Prescription) -> Entry:
    """An exercise done exactly as prescribed, at its target."""
    one = set_of(item, item.target or item.low, item.load, turn.runner.athlete.unit)
    return Entry(exercise=item.exercise, sets=(one,) * item.sets, per_side=item.per_side)


def set_of(item: Prescription, amount: int, load: float | None, unit: Unit) -> SetEntry:
    """One set of that exercise: `amount` in its unit of work; a load of None or 0 is bodyweight."""
    given = unit if load else None
    if item.unit_of_work in {"seconds", "minutes"}:
        seconds = amount * (60 if item.unit_of_work == "minutes" else 1)
        return SetEntry(seconds=seconds, load=load or 0, unit=given)
    if item.unit_of_work == "metres":
        return SetEntry(metres=amount, load=load or 0, unit=given)
    return SetEntry(reps=amount, load=load or 0, unit=given)


def merge(old: Reading, new: Reading) -> Reading:
    """Two readings of one session: sets of an exercise reported again replace the earlier ones, the rest adds up."""
    again = {entry.exercise for entry in new.entries}
    entries = (*_replaced(old.entries, new.entries), *(e for e in new.entries if e.exercise not in _names(old.entries)))
    omitted = tuple(each for each in dict.fromkeys((*old.omitted, *new.omitted)) if each not in again)
    return replace(
        old,
        status=_status(old, new, omitted),
        entries=entries,
        effort=_newer(new.effort, old.effort),
        feel=new.feel or old.feel,
        pain=(*old.pain, *new.pain),
        omitted=omitted,
        minutes=_newer(new.minutes, old.minutes),
        bodyweight=new.bodyweight or old.bodyweight,
        form_slipped=new.form_slipped or old.form_slipped,
        sleep=_newer(new.sleep, old.sleep),
        soreness=_newer(new.soreness, old.soreness),
        run=new.run or old.run,
        ask=new.ask,
        note="\n".join(filter(None, (old.note, new.note))),
    )


def day_fault(turn: Turn, day: date) -> str | None:
    """Why nothing can be reported for `day`: `future`, `before` the plan's start or `old`; None where it can."""
    if day > turn.today:
        return "future"
    if not plan.started(turn.runner, day):
        return "before"
    return "old" if day < turn.today - BACK else None


def _with_facts(runner: Runner, reading: Reading) -> Runner:
    """What a report says beside the session: body mass, the night, the legs, the run, the pain."""
    if reading.bodyweight is not None:
        mass = converted(reading.bodyweight.value, reading.bodyweight.unit, runner.athlete.unit)
        runner = replace(runner, athlete=replace(runner.athlete, body_mass=round(mass, 1)))
    if reading.sleep is not None or reading.soreness is not None:
        choice = plan.chosen(runner, reading.day)
        choice = replace(
            choice,
            sleep_h=_newer(reading.sleep, choice.sleep_h),
            leg_soreness=_newer(reading.soreness, choice.leg_soreness),
        )
        runner = plan.with_choice(runner, choice)
    if reading.run is not None:
        tick = RunTick(day=reading.day, km=reading.run.km, minutes=reading.run.minutes)
        runner = replace(runner, run_ticks=(*(t for t in runner.run_ticks if t.day != reading.day), tick))
    if reading.pain and runner.health_consent:
        runner = pain.with_pains(runner, reading.pain, reading.day)
    return runner


def _allowed(turn: Turn, reading: Reading) -> Reading:
    """What may be stored of it: without consent to health notes no pain, and no words that could tell of it."""
    return reading if _may_keep(turn, reading) else replace(reading, pain=(), red_flag=None, note="")


def _may_keep(turn: Turn, reading: Reading) -> bool:
    return turn.runner.health_consent is True or not (reading.pain or reading.red_flag)


def _replaced(old: Iterable[Entry], new: tuple[Entry, ...]) -> tuple[Entry, ...]:
    newer = {entry.exercise: entry for entry in new}
    return tuple(newer.get(entry.exercise, entry) for entry in old)


def _names(entries: Iterable[Entry]) -> set[str]:
    return {entry.exercise for entry in entries}


def _status(old: Reading, new: Reading, omitted: tuple[str, ...]) -> Status | None:
    if new.status == "skipped" or new.status is None:
        return new.status or old.status
    if omitted or new.status == "partial" or (old.status == "partial" and not new.entries):
        return "partial"
    return new.status


def _newer(new: T | None, old: T | None) -> T | None:
    return old if new is None else new
