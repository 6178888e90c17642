"""What a free text most likely is: a report, or one of the settings and choices said in words."""

# Words in rows are read, and added to, more easily than a list of quoted ones.
# ruff: noqa: SIM905

from collections.abc import Callable

from bot.coaching.checkin.plantext import Said, said
from bot.coaching.checkin.values import Intent
from bot.coaching.report import Reading

_PLAN_WORDS = frozenset({"i", "run", "usually", "normally", "weekly", "schedule", "my", "runs"})
_PAST = frozenset(
    """
    did done finished ran lifted felt managed got hit slept weighed skipped yesterday went completed was were had
    """.split()
)


def intent(text: str, reading: Reading) -> Intent:
    """The likeliest of the intents; `reading` is what the text would be as a report."""
    parsed = said(text)
    words = set(parsed.words)
    if _reports(reading, words):
        return "checkin"
    for kind, test in _TESTS:
        if test(parsed, words, reading):
            return kind
    return "checkin" if _reports_anything(reading) else "none"


def _reports(reading: Reading, words: set[str]) -> bool:
    """Whether the text is plainly a report."""
    if reading.red_flag is not None or reading.pain:
        return not (words & {"until", "till"})
    sets = any(
        entry.sets and (len(entry.sets) > 1 or entry.rpe is not None or entry.sets[0].reps is None)
        for entry in reading.entries
    )
    whole = (
        reading.effort is not None
        or reading.sleep is not None
        or reading.soreness is not None
        or reading.run is not None
    )
    if reading.ask and reading.entries and not words & _PAST and all(len(entry.sets) <= 1 for entry in reading.entries):
        return False
    told = bool(words & _PAST) and (reading.status is not None or whole)
    return sets or told or (reading.status is not None and not words & _PLANNING and not _planned(reading, words))


_PLANNING = frozenset(
    """
        moved move moving until till race every mondays tuesdays wednesdays thursdays fridays saturdays sundays
        hotel cancelled swap switch holiday vacation sick ill flu intervals tomorrow only
    """.split()
)


def _planned(reading: Reading, words: set[str]) -> bool:
    return reading.status == "done" and bool(words & {"max", "1rm", "pr", "best", "rm"})


def _reports_anything(reading: Reading) -> bool:
    bare = (
        reading.status,
        reading.effort,
        reading.feel,
        reading.minutes,
        reading.bodyweight,
        reading.sleep,
        reading.soreness,
        reading.run,
        reading.ask,
    )
    return bool(reading.entries or reading.omitted or reading.form_slipped) or any(each is not None for each in bare)


def _is_absence(parsed: Said, words: set[str], _reading: Reading) -> bool:
    if not parsed.has("REASON"):
        return False
    values = {span.value for span in parsed.spans["REASON"]}
    strong = bool(values & {"ill", "holiday", "injury"})
    until = bool(words & {"until", "till", "til", "for", "back", "from"}) or parsed.has("WEEKS")
    return (strong and not parsed.has("TYPE") and not parsed.has("KIT")) or (
        until and "other" in values and bool(words & {"off", "pause", "busy", "away", "break"})
    )


def _is_move(parsed: Said, words: set[str], _reading: Reading) -> bool:
    changes = bool(words & _MOVING)
    run = parsed.has("TYPE") or bool(words & {"run", "runs"}) or parsed.has("DAYNAME")
    return (
        changes
        and run
        and (parsed.has("DAYNAME") or bool(words & {"cancelled", "canceled", "off", "skip", "skipping"}))
    )


_MOVING = frozenset(
    """
    moved move moving moves shift shifted shifting swap swapped swapping switch switched switching postponed
    postpone pushed push instead cancelled canceled rescheduled reschedule becomes brought bumped goes off skip
    skipping
    """.split()
)


def _is_race(parsed: Said, words: set[str], _reading: Reading) -> bool:
    racing = bool(words & {"race", "racing", "marathon", "ultra", "races", "10k", "5k"}) or (
        parsed.has("DIST") and "parkrun" not in words
    )
    dated = (
        parsed.has("MONTHNAME")
        or parsed.has("WEEKS")
        or any(piece.kind == "date" for piece in parsed.pieces)
        or parsed.has("MONTHS")
    )
    numeric = any(cell.kind in {"LIST", "RATIO"} for cell in parsed.cells)
    return (racing and (dated or numeric or parsed.has("DAYNAME") or parsed.has("NORACE"))) or (
        dated and len(parsed.words) <= 5 and not parsed.has("REASON")
    )


def _is_lifts(parsed: Said, words: set[str], reading: Reading) -> bool:
    del parsed
    bare = bool(reading.entries) and all(len(entry.sets) <= 1 for entry in reading.entries)
    return (
        bare
        and (
            reading.ask is not None
            or bool(words & {"max", "1rm", "pr", "best", "rm"})
            or all(entry.sets for entry in reading.entries)
        )
        and not words & _PAST
    )


def _is_today(parsed: Said, words: set[str], _reading: Reading) -> bool:
    place = parsed.has("PLACE") and (len(parsed.words) <= 4 or "hotel" in words)
    kit = parsed.has("KIT") and (parsed.has("NOTHAVE") or parsed.has("HAVE"))
    short = any(cell.kind == "DUR" and cell.unit == "MIN" for cell in parsed.cells) and len(parsed.words) <= 6
    return place or kit or parsed.has("NOKIT") or (short and not parsed.has("DAYNAME") and not parsed.has("TYPE"))


def _is_gym(parsed: Said, words: set[str], _reading: Reading) -> bool:
    return _days(parsed) and bool(words & {"gym", "lift", "lifting", "strength", "weights"}) and not parsed.has("TYPE")


def _is_runs(parsed: Said, words: set[str], _reading: Reading) -> bool:
    told = (
        parsed.has("TYPE")
        or bool(words & {"run", "runs", "running"})
        or any(cell.kind in {"TIME", "KM", "MILE"} for cell in parsed.cells)
    )
    return _days(parsed) and told


def _days(parsed: Said) -> bool:
    return parsed.has("DAYNAME") or parsed.has("DAYSET")


def _is_time(parsed: Said, words: set[str], _reading: Reading) -> bool:
    times = [cell for cell in parsed.cells if cell.kind == "TIME"]
    return len(times) == 1 and len(words) <= 6 and not _days(parsed)


_TESTS: tuple[tuple[Intent, Callable[[Said, set[str], Reading], bool]], ...] = (
    ("absence", _is_absence),
    ("move", _is_move),
    ("race", _is_race),
    ("lifts", _is_lifts),
    ("gym", _is_gym),
    ("today", _is_today),
    ("runs", _is_runs),
    ("time", _is_time),
)
