"""A reading written out in words that read back as the same reading."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.coaching.exercise import Catalogue
from bot.coaching.report import Entry, PainReport, Reading, RunReport, SetEntry

_STATUS = {"done": "all done", "partial": "did part of it", "skipped": "skipped the session"}
_AREAS = {"low_back": "lower back", "other": "wrist"}


def written(reading: Reading, catalogue: Catalogue) -> str:
    """The report as a runner could have typed it, a line each for the day, the exercises and the rest.

    What is in doubt (`ask`) and the note are left out; an area "other" becomes a wrist, red flags are not written.
    """
    lines = [*_whole(reading), *(_entry(entry, catalogue) for entry in reading.entries)]
    if reading.effort is not None:
        lines += ["", f"effort {reading.effort:g}"]
    return "\n".join(lines)


def _whole(reading: Reading) -> Iterator[str]:
    yield f"on {reading.day.isoformat()}"
    if reading.status is not None and not (reading.status == "partial" and reading.omitted):
        yield _STATUS[reading.status]
    said = (
        reading.feel and f"felt {reading.feel}",
        reading.minutes is not None and f"took {reading.minutes} min",
        reading.sleep is not None and f"slept {reading.sleep:g} h",
        reading.soreness is not None and f"legs {reading.soreness}/10 sore",
        reading.bodyweight and f"weighed {reading.bodyweight.value:g} {reading.bodyweight.unit}",
        reading.form_slipped and "form slipped",
        reading.run and _run(reading.run),
    )
    yield from (line for line in said if line)
    yield from (_pain(pain) for pain in reading.pain)


def _run(run: RunReport) -> str:
    distance = "" if run.km is None else f" {run.km:g} km"
    time = "" if run.minutes is None else f" in {run.minutes:g} min"
    return f"ran{distance}{time}"


def _pain(pain: PainReport) -> str:
    side = f"{pain.side} " if pain.side else ""
    score = "" if pain.score is None else f" {pain.score}/10"
    return f"{side}{_AREAS.get(pain.area, pain.area)} pain{score}"


def _entry(entry: Entry, catalogue: Catalogue) -> str:
    name = catalogue[entry.exercise].name.split(" (")[0].replace("/", " ")
    work = ", ".join(_sets(list(same)) for _key, same in groupby(entry.sets))
    rpe = "" if entry.rpe is None else f" rpe {entry.rpe:g}"
    rir = "" if entry.rir is None else f" rir {entry.rir:g}"
    return f"{name} {work}{' each side' if entry.per_side else ''}{rpe}{rir}"


def _sets(same: Sequence[SetEntry]) -> str:
    one = same[0]
    if one.reps is not None:
        work = f"{one.reps} reps"
    elif one.seconds is not None:
        work = f"{one.seconds} sec"
    elif one.metres is not None:
        work = f"{one.metres} metres"
    else:
        return f"{len(same)} sets"
    load = "" if one.load is None else " bodyweight" if one.load == 0 else f" at {one.load:g} {one.unit}"
    return f"{len(same)} sets x {work}{load}"
