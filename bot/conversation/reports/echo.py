"""What the coach says it read from a report, and what changes next time."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import groupby

from bot.coaching import history
from bot.coaching import load as loads
from bot.coaching.athlete import Unit, Working
from bot.coaching.report import Entry, PainReport, Reading, Report, SetEntry
from bot.coaching.session import Prescription
from bot.conversation.render import bold, clip, counted, lines, listed, load, near_day, number
from bot.conversation.training import plan
from bot.conversation.training.card import name_of
from bot.conversation.turn import Turn
from bot.conversation.words import _, ngettext
from bot.messages import escape

MOST_NEXT = 9
SCRAPS = frozenset({"workout", "session", "training", "today", "long", "easy", "hard", "with", "then", "just", "done"})
ABOUT_PAIN = frozenset({"since", "sore", "from", "this", "been", "feels", "felt", "hurts", "hurt", "pain", "aches"})
WEEK = timedelta(days=7)


def reading_lines(turn: Turn, reading: Reading, session: tuple[Prescription, ...] = (), *, what: str = "") -> str:
    """Everything that was read, a line each; sets exactly as they were read. `what` names the session."""
    return lines(
        _status_line(reading, what),
        *(f"• {entry_line(turn, entry, session)}" for entry in reading.entries),
        _omitted_line(turn, reading),
        _whole_line(reading),
        *(pain_line(turn, each) for each in reading.pain),
        _body_line(reading),
        _run_line(turn, reading),
        _("Note: {note}").format(note=clip(reading.note)) if _worth_noting(reading) else None,
    )


def _worth_noting(reading: Reading) -> bool:
    """Whether the words left over say more than "ran in" or "did my" beside what was read."""
    words = {word.strip(".,!?").lower() for word in reading.note.split()} - SCRAPS
    if reading.pain:
        words -= ABOUT_PAIN
    return any(len(word) > 3 or not word.isascii() for word in words)


def entry_line(turn: Turn, entry: Entry, session: tuple[Prescription, ...] = ()) -> str:
    """`<b>Romanian deadlift</b> 4 × 6 @ 80 kg, RPE 8`."""
    item = next((each for each in session if each.exercise == entry.exercise), None)
    sets = _all_sets(turn, entry, item)
    side = _(" each side") if entry.per_side else ""
    effort = "".join(
        (
            _(", RPE {n}").format(n=number(entry.rpe)) if entry.rpe is not None else "",
            _(", {n} in reserve").format(n=number(entry.rir)) if entry.rir is not None else "",
        )
    )
    return f"{bold_name(turn, entry.exercise)} {sets}{side}{effort}".rstrip()


def _all_sets(turn: Turn, entry: Entry, item: Prescription | None) -> str:
    """`4 × 6 @ 80 kg`, `10, 9, 8 @ 60 kg`; bodyweight is said only of what could carry a load."""
    sets = entry.sets
    if not turn.content.catalogue[entry.exercise].loadable:
        sets = tuple(replace(one, load=one.load or None) for one in sets)
    groups = [(one, len(list(same))) for one, same in groupby(sets)]
    amounts = [_amount(one) for one in sets]
    if len(groups) > 1 and all(amounts) and len({(one.load, one.unit) for one in sets}) == 1:
        return _weighted(", ".join(amounts), sets[0], item)
    return ", ".join(_sets(one, count, item) for one, count in groups)


def bold_name(turn: Turn, exercise: str) -> str:
    """The exercise's name in bold."""
    return f"<b>{name_of(turn.content, exercise)}</b>"


def pain_line(turn: Turn, pain: PainReport) -> str:
    """`Pain: knee (left) 4/10`."""
    area = escape(turn.content.area_name(pain.area))
    sides = {"left": _("{area} (left)"), "right": _("{area} (right)"), "both": _("{area} (both)")}
    named = sides.get(pain.side or "", "{area}").format(area=area)
    if pain.score is None:
        return _("Pain: {area}").format(area=named)
    return _("Pain: {area} {score}/10").format(area=named, score=pain.score)


def next_lines(turn: Turn, report: Report) -> str | None:
    """What to aim for next time: `Romanian deadlift 42.5 kg × 6 next`; None where the report moves nothing."""
    if report.session is None or report.reading.status == "skipped":
        return None
    coming = history.progress_after(turn.content.catalogue, turn.runner.athlete, turn.runner.reports, report)
    said = [
        _next_line(turn, item, coming[item.exercise]) for item in report.session.exercises if item.exercise in coming
    ]
    steps = history.steps_after(turn.content.catalogue, turn.runner.athlete, turn.runner.reports, report)
    told = [*(line for line in said if line), *(_step_line(turn, old, new) for old, new in steps.items())]
    if not told:
        return None
    return lines(bold(_("Next time")), *(f"• {line}" for line in told[:MOST_NEXT]), _lighter_line(turn, report))


def _lighter_line(turn: Turn, report: Report) -> str | None:
    """That the week after is a lighter one, in which these loads are cut once more (R5, R16)."""
    then = plan.day_of(turn, report.day + WEEK)
    if then.deload and then.phase not in {"taper", "recovery"}:
        return _("Next week is a lighter one: a tenth less, half the sets.")
    return None


def about_day(turn: Turn, reading: Reading) -> str | None:
    """Which day it was taken for, where that is not today."""
    if reading.day == turn.today:
        return None
    return _("For {day}.").format(day=near_day(reading.day, turn.today))


def set_words(one: SetEntry, unit: Unit) -> str:
    """`8 @ 40 kg`, `45 s`: one set, loads in the unit that was said."""
    amount = _amount(one)
    if one.load is None:
        return amount
    return _join(amount, load(one.load, one.unit or unit))


def _next_line(turn: Turn, item: Prescription, then: Working) -> str | None:
    name = name_of(turn.content, item.exercise)
    unit = turn.runner.athlete.unit
    coming = _on_the_bar(then.load, item, unit)
    target = then.target if then.target is not None and item.low <= then.target <= item.high else item.low
    same = coming == item.load and target == (item.target or item.low)
    words = _("{name} {what} again") if same else _("{name} {what} next")
    return words.format(name=name, what=_aim(item, coming, target, unit))


def _aim(item: Prescription, weight: float | None, target: int, unit: Unit) -> str:
    """`80 kg × 7`; `2 × 18 kg, 35 s`; `11 reps` or `35 s` without a load."""
    reps = item.unit_of_work == "reps"
    if not weight:
        bare = ngettext("{n} rep", "{n} reps", target).format(n=target)
        return bare if reps else counted(str(target), item.unit_of_work)
    words = load(weight, unit, item.implement, single=item.exercise == "kettlebell_swing")
    return f"{words} × {target}" if reps else f"{words}, {counted(str(target), item.unit_of_work)}"


def _on_the_bar(weight: float | None, item: Prescription, unit: Unit) -> float | None:
    """A working load as it can be put on (R20)."""
    if weight is None or item.implement is None:
        return weight
    fitting = loads.round_down(loads.exact(weight), item.implement, unit)
    return float(fitting) if fitting is not None else weight


def _step_line(turn: Turn, old: str, new: str) -> str:
    names = {"old": name_of(turn.content, old), "new": name_of(turn.content, new)}
    return _("{old} becomes {new} from now on").format(**names)


def _status_line(reading: Reading, what: str) -> str | None:
    words = {
        "done": _("Done ✓"),
        "partial": _("Partly done ✓"),
        "skipped": _("Skipped. It happens."),
    }
    known = words.get(reading.status or "")
    if known is None:
        return None
    return bold(f"{known} {what}" if what and reading.status != "skipped" else known)


def _omitted_line(turn: Turn, reading: Reading) -> str | None:
    if not reading.omitted:
        return None
    return _("Left out: {names}").format(names=listed(name_of(turn.content, each) for each in reading.omitted))


def _whole_line(reading: Reading) -> str | None:
    feel = {"easy": _("felt easy"), "good": _("felt good"), "hard": _("felt hard")}
    parts = [
        _("{n} min").format(n=reading.minutes) if reading.minutes is not None else "",
        _("effort {n}/10").format(n=number(reading.effort)) if reading.effort is not None else "",
        feel.get(reading.feel or "", ""),
        _("form slipped: the load stays") if reading.form_slipped else "",
    ]
    said = ", ".join(part for part in parts if part)
    return said[:1].upper() + said[1:] if said else None


def _body_line(reading: Reading) -> str | None:
    parts = [
        _("body mass {n} {unit}").format(n=number(reading.bodyweight.value), unit=reading.bodyweight.unit)
        if reading.bodyweight
        else "",
        _("slept {n} h").format(n=number(reading.sleep)) if reading.sleep is not None else "",
        _("legs {n}/10 sore").format(n=reading.soreness) if reading.soreness is not None else "",
    ]
    said = ", ".join(part for part in parts if part)
    return said[:1].upper() + said[1:] if said else None


def _run_line(turn: Turn, reading: Reading) -> str | None:
    if reading.run is None:
        return None
    parts = []
    if reading.run.km is not None:
        miles = turn.runner.distance == "mi"
        parts.append(f"{number(reading.run.km / 1.609344)} mi" if miles else f"{number(reading.run.km)} km")
    if reading.run.minutes is not None:
        parts.append(_("{n} min").format(n=number(reading.run.minutes)))
    return _("Run ✓ {what}").format(what=", ".join(parts)).rstrip()


def _sets(one: SetEntry, count: int, item: Prescription | None) -> str:
    amount = _amount(one)
    many = f"{count} × {amount}" if amount else ngettext("{n} set", "{n} sets", count).format(n=count)
    return _weighted(many, one, item)


def _weighted(many: str, one: SetEntry, item: Prescription | None) -> str:
    unit: Unit = one.unit or "kg"
    if one.load is None:
        return many
    implement = item.implement if item is not None else None
    return _join(many, load(one.load, unit, implement))


def _join(amount: str, weight: str) -> str:
    return f"{amount} @ {weight}" if amount else f"@ {weight}"


def _amount(one: SetEntry) -> str:
    parts: Iterable[str] = (
        str(one.reps) if one.reps is not None else "",
        _("{n} s").format(n=one.seconds) if one.seconds is not None else "",
        _("{n} m").format(n=one.metres) if one.metres is not None else "",
    )
    return " / ".join(part for part in parts if part)
