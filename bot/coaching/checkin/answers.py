"""The answer to an asked doubt completes the report: "37.5", "3 sets of 8" (docs/contracts/checkin.md, ask)."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from bot.coaching.athlete import Unit
from bot.coaching.checkin.asking import asked_about, read_in
from bot.coaching.exercise import Catalogue
from bot.coaching.report import Entry, Reading, SetEntry

_HEAVIEST: dict[Unit, int] = {"kg": 400, "lb": 900}


class _Number(NamedTuple):
    value: float
    unit: Unit


def completed(
    reply: str, reading: Reading, unit: Unit, catalogue: Catalogue, read: Callable[[str, Unit], Reading]
) -> Reading | None:
    """The reading with the asked value filled in; None where the reply holds no answer."""
    asked = asked_about(reading.ask or "", reading, catalogue)
    if asked is None:
        return None
    exercise, about = asked
    name = catalogue[exercise].name.split(" (")[0]
    entry = next((each for each in reading.entries if each.exercise == exercise), Entry(exercise=exercise))
    if about == "sets":
        done = _sets(entry, read(f"{name} {reply}", unit), read_in(reading.ask or ""), unit, catalogue)
    elif about == "load":
        done = _load(entry, read(f"{name} 1x1 {reply}", unit))
    else:
        timed = catalogue[exercise].units[0] == "seconds"
        worded = f"{name} {reply}" if timed else f"{name} {reply} reps"
        done = _reps(entry, read(worded, unit), read(f"{name} {reply}", unit))
    if done is None:
        return None
    known = any(each.exercise == exercise for each in reading.entries)
    entries = (
        tuple(done if each.exercise == exercise else each for each in reading.entries)
        if known
        else (*reading.entries, done)
    )
    return replace(reading, entries=entries, ask=None)


def _entry(answer: Reading, exercise: str) -> Entry | None:
    return next((each for each in answer.entries if each.exercise == exercise and each.sets), None)


def _sets(entry: Entry, answer: Reading, said: float | None, unit: Unit, catalogue: Catalogue) -> Entry | None:
    found = _entry(answer, entry.exercise)
    if found is None or answer.ask is not None:
        return None
    sets = found.sets
    if (
        said is not None
        and catalogue[entry.exercise].loadable
        and all(each.load is None for each in sets)
        and 0 < said <= _HEAVIEST[unit]
    ):
        sets = tuple(replace(each, load=said, unit=unit) for each in sets)
    return replace(entry, sets=sets, rpe=entry.rpe or found.rpe, rir=entry.rir if entry.rir is not None else found.rir)


def _load(entry: Entry, answer: Reading) -> Entry | None:
    found = _entry(answer, entry.exercise)
    loads = [each for each in found.sets if each.load is not None] if found else []
    if not loads:
        return None
    load, stated = loads[0].load, loads[0].unit
    sets = tuple(replace(each, load=load, unit=stated) if each.load is None else each for each in entry.sets)
    return replace(entry, sets=sets)


def _reps(entry: Entry, as_reps: Reading, plain: Reading) -> Entry | None:
    missing = sum(1 for each in entry.sets if _lacks_work(each))
    works = [_work_of(_entry(answer, entry.exercise)) for answer in (plain, as_reps)]
    fitting = [work for work in works if len(work) == missing] or [work for work in works if len(work) == 1]
    if not fitting:
        return None
    work = fitting[0]
    filled: list[SetEntry] = []
    at = 0
    for each in entry.sets:
        if _lacks_work(each):
            done = work[at if len(work) > 1 else 0]
            filled.append(replace(each, reps=done.reps, seconds=done.seconds))
            at += 1
        else:
            filled.append(each)
    return replace(entry, sets=tuple(filled))


def _work_of(found: Entry | None) -> list[SetEntry]:
    return [each for each in (found.sets if found else ()) if each.reps is not None or each.seconds is not None]


def _lacks_work(each: SetEntry) -> bool:
    return each.reps is None and each.seconds is None and each.metres is None
