"""What the runner can lift, where they know it: singles, sets, pull-ups (R14, R19)."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.coaching.athlete import RecentSet
from bot.conversation.meeting import heard
from bot.conversation.meeting.asking import Draft, Question, Step, again, pick
from bot.conversation.render import converted, grid, keyboard, lines, number
from bot.conversation.turn import Turn
from bot.conversation.words import N_, _
from bot.messages import Keyboard

LIFTS = ("deadlift", "back_squat", "hip_thrust", "romanian_deadlift", "overhead_press")
START_KG: Mapping[str, float] = {
    "deadlift": 80,
    "back_squat": 60,
    "hip_thrust": 80,
    "romanian_deadlift": 60,
    "overhead_press": 30,
}
_PULL_UPS = re.compile(
    r"\b(?:(\d{1,2})\s*(?:strict )?(?:pull|chin)[ -]?ups?|(?:pull|chin)[ -]?ups?\s*:?\s*(\d{1,2}))\b", re.IGNORECASE
)


def lifts_words(turn: Turn) -> str:
    """`Deadlift 120 kg, back squat 80 kg × 5`."""
    athlete = turn.runner.athlete
    names = turn.content.catalogue
    known = [f"{names[lift].name} {number(load)} {athlete.unit}" for lift, load in athlete.one_rm.items()]
    known += [
        f"{names[each.exercise].name} {number(each.load)} {athlete.unit} × {each.reps}" for each in athlete.recent_sets
    ]
    if athlete.pull_ups is not None:
        known.append(_("{n} pull-ups").format(n=athlete.pull_ups))
    return ", ".join(known) or _("none, so I start light")


def _ask_lifts(turn: Turn, draft: Draft) -> str:
    lift = draft.get("lift")
    if isinstance(lift, str):
        name = turn.content.catalogue[lift].name
        return _("{lift}: the most you can lift once, your best guess.").format(lift=name)
    known = turn.runner.athlete.one_rm or turn.runner.athlete.recent_sets
    return lines(
        _(
            "Do you know what you can lift? Write it like “deadlift 120, squat 80x5, pull-ups 8”, or tap a lift. If "
            "not, we start light and find out: the first sessions tell me."
        ),
        _("Known: {lifts}").format(lifts=lifts_words(turn)) if known else None,
    )


def _lift_choices(turn: Turn, draft: Draft) -> Keyboard:
    unit = turn.runner.athlete.unit
    lift, load = draft.get("lift"), draft.get("load")
    if isinstance(lift, str) and isinstance(load, (int, float)):
        big, small = (10, 2.5) if unit == "kg" else (20, 5)
        steps = [
            (f"−{number(big)}", -big),
            (f"−{number(small)}", -small),
            (f"+{number(small)}", small),
            (f"+{number(big)}", big),
        ]
        tune = [pick(label, "lifts", "by", number(by)) for label, by in steps]
        keep = pick(_("{load} {unit}, keep").format(load=number(load), unit=unit), "lifts", "keep")
        return keyboard([keep], tune, [pick(_("Other lifts"), "lifts", "list")])
    names = [pick(turn.content.catalogue[each].name, "lifts", "lift", each) for each in LIFTS]
    known = turn.runner.athlete.one_rm or turn.runner.athlete.recent_sets
    first = [pick(_("That's all") if known else _("No idea: start light"), "lifts", "ok")]
    return keyboard(first, *grid(names, 2), [pick(_("Forget these"), "lifts", "forget")] if known else [])


def _tap_lifts(turn: Turn, draft: Draft, arg: str) -> Step | None:
    what, _bar, value = arg.partition("|")
    if what == "ok":
        return Step(runner=turn.runner, says=_("Lifts: {lifts}").format(lifts=lifts_words(turn)))
    if what == "list":
        return again(turn, {})
    if what == "forget":
        return set_lifts(turn, {}, (), None, fresh=True)
    if what == "lift" and value in LIFTS:
        return again(turn, {"lift": value, "load": _first_guess(turn, value)})
    return _tuned(turn, draft, what, value)


def _tuned(turn: Turn, draft: Draft, what: str, value: str) -> Step | None:
    """The load of one lift moved by a tap, or kept."""
    lift, load = draft.get("lift"), draft.get("load")
    if not isinstance(lift, str) or not isinstance(load, (int, float)):
        return None
    if what == "by":
        return again(turn, {"lift": lift, "load": max(1.0, round(load + float(value), 2))})
    step = set_lifts(turn, {lift: float(load)}, (), None)
    return replace(step, done=False, draft={}) if what == "keep" else None


def _first_guess(turn: Turn, lift: str) -> float:
    athlete = turn.runner.athlete
    known = athlete.one_rm.get(lift)
    return known or (START_KG[lift] if athlete.unit == "kg" else round(converted(START_KG[lift], "kg", "lb") / 5) * 5)


def _read_lifts(turn: Turn, draft: Draft, text: str) -> Step | None:
    lift = draft.get("lift")
    bare = re.fullmatch(r"\s*(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:kgs?|lbs?|pounds?|kilos?)?\s*", text)
    if isinstance(lift, str) and bare:
        return replace(set_lifts(turn, {lift: float(bare.group(1).replace(",", "."))}, (), None), done=False, draft={})
    pulls = _PULL_UPS.search(text)
    rest = _PULL_UPS.sub(" ", text)
    found = heard.lifts(turn, rest)
    if found is None and pulls is None:
        return None
    one_rm, sets = (found.one_rm, found.sets) if found else ({}, ())
    count = int(pulls.group(1) or pulls.group(2)) if pulls else None
    if not one_rm and not sets and count is None:
        return Step(runner=turn.runner, says=_("Lifts: {lifts}").format(lifts=lifts_words(turn)))
    return set_lifts(turn, one_rm, sets, count)


def set_lifts(
    turn: Turn, one_rm: Mapping[str, float], sets: tuple[RecentSet, ...], pull_ups: int | None, *, fresh: bool = False
) -> Step:
    """The runner with those lifts beside the ones they told before; `fresh` forgets these first."""
    athlete = turn.runner.athlete
    limit = 400 if athlete.unit == "kg" else 900
    heavy = next((load for load in (*one_rm.values(), *(each.load for each in sets)) if not 0 < load <= limit), None)
    if heavy is not None:
        warn = _("{load} {unit} can't be right. What is it?").format(load=number(heavy), unit=athlete.unit)
        return again(turn, {}, warn=warn)
    told = (
        {} if fresh else {lift: load for lift, load in athlete.one_rm.items() if lift not in {s.exercise for s in sets}}
    )
    named = {each.exercise for each in sets} | set(one_rm)
    kept = () if fresh else tuple(each for each in athlete.recent_sets if each.exercise not in named)
    changed = replace(
        athlete,
        one_rm={**told, **one_rm},
        recent_sets=(*kept, *sets),
        pull_ups=None if fresh else (pull_ups if pull_ups is not None else athlete.pull_ups),
    )
    runner = replace(turn.runner, athlete=changed)
    return Step(runner=runner, says=_("Lifts: {lifts}").format(lifts=lifts_words(replace(turn, runner=runner))))


KNOWN_LIFTS = Question(
    id="lifts",
    title=N_("Known lifts"),
    hint=N_("Write them like “deadlift 120, squat 80x5”, or “no idea”."),
    ask=_ask_lifts,
    choices=_lift_choices,
    tap=_tap_lifts,
    read=_read_lifts,
    value=lifts_words,
)
