"""A guided session: set by set in one message that is edited, with rest and hold timers; it logs itself at the end.

All its state is `Runner.guided`, so that it goes on after a restart; the numbers on a button stand in its action.
"""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Literal

from bot.coaching.report import Reading
from bot.coaching.runner import Guided
from bot.coaching.session import Session
from bot.conversation.commands import Room
from bot.conversation.render import button, command_button, keyboard, near_day, number, toast
from bot.conversation.reports import filing
from bot.conversation.reports.answering import answer
from bot.conversation.training import plan
from bot.conversation.training.card import name_of
from bot.conversation.training.guided_screen import KEY, done_button, numbers_in, view, warm_up, what
from bot.conversation.training.guided_state import Place, aligned, entry_of, left_unfinished, minutes_since, place_of
from bot.conversation.training.plan import date_in
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import _
from bot.messages import Reply, escape

TIMER = "timer"
SWITCH_S = 5
PAST_MIDNIGHT = timedelta(hours=5)
"""So long a session may run into the next day."""
MOST_REPS = 100
MOST_SECONDS = 900
MOST_KG = 400

_NUMBERS = re.compile(
    r"^(?:only|just|got|did|made)?\s*(?P<amount>\d{1,3})\s*(?:reps?|s|sec|secs|seconds|m)?"
    r"(?:\s*(?:at|@|x|×|with|on)\s*(?P<load>\d{1,3}(?:[.,]\d{1,2})?)\s*(?:kg|lb|lbs|kilos|pounds)?)?"
    r"(?:[\s,]+(?P<effort>(?:rpe|rir)\s*\d{1,2}(?:[.,]5)?))?$"
)
_LOAD = re.compile(r"^(?:at|@|with|load)?\s*(?P<load>\d{1,3}(?:[.,]\d{1,2})?)\s*(?:kg|lb|lbs|kilos|pounds)$")
_EFFORT = re.compile(r"^(?P<kind>rpe|rir)\s*(?P<n>\d{1,2}(?:[.,]5)?)$")


def begin(turn: Turn, args: str) -> Outcome:
    """Start: the warm-up first, or where it was left."""
    day = date_in(args) or turn.today
    if not plan.started(turn.runner, day) or day != turn.today:
        return _say(turn, toast(_("That was another day. /today has the one to start.")))
    if plan.report_on(turn.runner, day) is not None:
        return _say(turn, toast(_("That session is logged already.")))
    session = plan.day_of(turn, day).session
    if session is None:
        return _say(turn, toast(_("There is no session to walk through today.")))
    turn, _said = settled(turn)
    running = turn.runner.guided
    if running is not None and running.day == day:
        return _shown(turn, aligned(running, session), session, new=True)
    guided = aligned(Guided(day=day, started_at=turn.now), session)
    rows = keyboard((button(_("Warm, let's go"), "ggo"),), (button(_("Stop"), "gstop"),))
    reply = Reply(text=warm_up(turn, session), buttons=rows, key=KEY, about=f"session:{day}")
    return Outcome(runner=replace(turn.runner, guided=guided), replies=(reply,), cancel=(TIMER,))


def go_on(turn: Turn, _args: str) -> Outcome:
    """Tapped: on with the set that is next."""
    place = place_of(turn)
    return _over(turn) if place is None else _shown(turn, place.guided, place.session)


def set_done(turn: Turn, args: str) -> Outcome:
    """Tapped: a set is done with the numbers on the button; tapping it twice counts once."""
    place = place_of(turn)
    if place is None:
        return _over(turn)
    numbers = numbers_in(args)
    if numbers is None or numbers[:2] != (place.guided.exercise, len(place.sets)):
        return _say(turn, toast(_("That set is counted already.")))
    return _counted(turn, place, numbers[2], numbers[3])


def adjust(turn: Turn, args: str) -> Outcome:
    """Tapped: other numbers for the set that is next; nothing is counted yet."""
    place = place_of(turn)
    if place is None:
        return _over(turn)
    numbers = numbers_in(args)
    if numbers is None or numbers[:2] != (place.guided.exercise, len(place.sets)):
        return _say(turn, toast(_("That set is counted already.")))
    reply = view(turn, place, amount=numbers[2], weight=numbers[3])
    return _say(turn, reply)


def hold(turn: Turn, args: str) -> Outcome:
    """Tapped: a timer for a timed set, one ping a side."""
    place = place_of(turn)
    if place is None:
        return _over(turn)
    numbers = numbers_in(args)
    if numbers is None or numbers[:2] != (place.guided.exercise, len(place.sets)):
        return _say(turn, toast(_("That set is counted already.")))
    seconds = numbers[2]
    done = keyboard((done_button(turn, place, seconds, numbers[3]),))
    pings = [Reply(text=_("Time! {n} s.").format(n=seconds), kind="timer", key=TIMER, after_s=seconds, buttons=done)]
    if place.item.per_side:
        switch = Reply(text=_("Switch sides."), kind="timer", key=TIMER, after_s=seconds)
        pings = [switch, replace(pings[0], after_s=2 * seconds + SWITCH_S)]
    running = toast(_("{n} s from now. I'll ping you.").format(n=seconds))
    return Outcome(runner=turn.runner, replies=(running, *pings), cancel=(TIMER,))


def skip(turn: Turn, args: str) -> Outcome:
    """Tapped: leave the rest of this exercise out."""
    place = place_of(turn)
    if place is None:
        return _over(turn)
    if args and args != str(place.guided.exercise):
        return _say(turn, toast(_("You're past that one already.")))
    guided = replace(place.guided, skipped=(*place.guided.skipped, place.guided.exercise))
    return _onward(turn, replace(place, guided=guided), rested=True)


def stop(turn: Turn, _args: str) -> Outcome:
    """Tapped: it ends here; what was done is logged."""
    place = place_of(turn)
    return _over(turn) if place is None else _ended(turn, place)


def said(turn: Turn, text: str) -> Outcome | None:
    """Words in a guided session: `8 at 45`, `only 6`, `rpe 9`, `done`, `skip`, `stop`; None for anything else."""
    place = place_of(turn)
    if place is None or len(text) > 60:
        return None
    low = text.lower().strip(" .!")
    words = {"done": "done", "ok": "done", "next": "done", "skip": "skip", "stop": "stop", "finish": "stop"}.get(low)
    if words == "done":
        return _counted(turn, place, place.amount, place.load_now)
    if words is not None:
        return skip(turn, "") if words == "skip" else stop(turn, "")
    return _in_numbers(turn, place, low)


def _in_numbers(turn: Turn, place: Place, low: str) -> Outcome | None:
    effort = _EFFORT.match(low)
    if effort is not None:
        return _effort_said(turn, place, low)
    weight = _LOAD.match(low)
    if weight is not None:
        return _say(turn, view(turn, place, amount=place.amount, weight=_float(weight["load"])))
    numbers = _NUMBERS.match(low)
    if numbers is None:
        return None
    amount = int(numbers["amount"])
    weight_now = _float(numbers["load"]) if numbers["load"] else place.load_now
    fault = _impossible(place, amount, weight_now)
    if fault is not None:
        return _say(turn, Reply(text=fault))
    if numbers["effort"]:
        place = replace(place, guided=_with_effort(place.guided, place.guided.exercise, numbers["effort"]))
    return _counted(turn, place, amount, weight_now)


def _effort_said(turn: Turn, place: Place, words: str) -> Outcome:
    """RPE or RIR: of the exercise being done, or of the one before where its first set is still to come."""
    at = place.guided.exercise
    if not place.sets and at > 0:
        at -= 1
    guided = _with_effort(place.guided, at, words)
    text = _("{words} for {name}, noted.").format(
        words=escape(words.upper()), name=name_of(turn.content, place.session.exercises[at].exercise)
    )
    return Outcome(runner=replace(turn.runner, guided=guided), replies=(Reply(text=text),))


def _with_effort(guided: Guided, at: int, words: str) -> Guided:
    match = _EFFORT.match(words)
    if match is None:
        return guided
    kind: Literal["rpe", "rir"] = "rir" if match["kind"] == "rir" else "rpe"
    value = min(_float(match["n"]), 10.0)
    others = tuple(each for each in guided.efforts if each[:2] != (at, kind))
    return replace(guided, efforts=(*others, (at, kind, value)))


def _counted(turn: Turn, place: Place, amount: int, weight: float | None) -> Outcome:
    at = place.guided.exercise
    done = tuple((*sets, (weight, amount)) if index == at else sets for index, sets in enumerate(place.guided.done))
    after = replace(place, guided=replace(place.guided, done=done))
    if len(after.sets) < place.item.sets:
        return _resting(turn, after, place.item.rest_s)
    return _onward(turn, after, rested=False)


def _onward(turn: Turn, place: Place, *, rested: bool) -> Outcome:
    """On to the next exercise that is not settled; the end where there is none."""
    rest_s = 0 if rested else place.item.rest_s
    guided = place.guided
    for at, item in enumerate(place.session.exercises):
        if at > guided.exercise and at not in guided.skipped and len(guided.done[at]) < item.sets:
            return _resting(turn, replace(place, guided=replace(guided, exercise=at)), rest_s)
    return _ended(turn, place)


def _resting(turn: Turn, place: Place, rest_s: int) -> Outcome:
    """The next set on the screen, and the ping when the rest is over."""
    runner = replace(turn.runner, guided=place.guided)
    shown = view(turn, place, amount=place.amount, weight=place.load_now, rest_s=rest_s)
    if not rest_s:
        return Outcome(runner=runner, replies=(shown,), cancel=(TIMER,))
    text = _("Rest is over. {name}, set {n}: {what}.").format(
        name=name_of(turn.content, place.item.exercise), n=len(place.sets) + 1, what=what(turn, place, place.amount)
    )
    done = keyboard((done_button(turn, place, place.amount, place.load_now),))
    ping = Reply(text=text, kind="timer", key=TIMER, after_s=rest_s, buttons=done, about=f"session:{place.guided.day}")
    return Outcome(runner=runner, replies=(shown, ping), cancel=(TIMER,))


def _shown(turn: Turn, guided: Guided, session: Session, *, new: bool = False) -> Outcome:
    place = Place(guided=guided, session=session)
    reply = view(turn, place, amount=place.amount, weight=place.load_now)
    if new:
        reply = replace(reply, edit_of=None)
    return Outcome(runner=replace(turn.runner, guided=guided), replies=(reply,), cancel=(TIMER,))


def _ended(turn: Turn, place: Place) -> Outcome:
    """The session is over: what was done becomes the report, by the way every report takes."""
    entries = tuple(
        entry_of(turn, place.session.exercises[at], sets, place.guided, at)
        for at, sets in enumerate(place.guided.done)
        if sets
    )
    runner = replace(turn.runner, guided=None)
    if not entries:
        text = _("Stopped. Nothing was done yet, so nothing is logged.")
        rows = keyboard((command_button(_("Today"), "today"),))
        shown = Reply(text=text, buttons=rows, edit_of=KEY, key=KEY)
        return Outcome(runner=runner, replies=(shown,), cancel=(TIMER,))
    there = {entry.exercise for entry in entries}
    omitted = tuple(item.exercise for item in place.session.exercises if item.exercise not in there)
    all_sets = all(
        len(sets) >= item.sets for sets, item in zip(place.guided.done, place.session.exercises, strict=True)
    )
    started = place.guided.started_at
    reading = Reading(
        day=place.guided.day,
        status="done" if all_sets else "partial",
        entries=entries,
        omitted=omitted,
        minutes=minutes_since(turn, started.timestamp()) if started else None,
    )
    told = replace(turn, runner=runner)
    filed = filing.file(told, reading, _("Guided session"), filing.report_id(turn.inbound))
    outcome = answer(told, filed, reading, first=_("That's it. Well done!") if all_sets else _("Well done so far."))
    reply = replace(outcome.replies[0], edit_of=KEY)
    return replace(outcome, replies=(reply, *outcome.replies[1:]), cancel=(TIMER,))


def _impossible(place: Place, amount: int, weight: float | None) -> str | None:
    """The sentence for numbers that cannot be meant; None where they can."""
    most = MOST_SECONDS if place.item.unit_of_work == "seconds" else MOST_REPS
    if amount > most or (weight or 0) > MOST_KG * 2.25:
        return _("That is more than I can believe. How many was it, like “8” or “8 at 45”?")
    last = place.load_now
    if weight and last and weight >= 3 * last:
        return _("{new} after {old}? Please write it once more, like “8 at {old}”.").format(
            new=number(weight), old=number(last)
        )
    return None


def settled(turn: Turn) -> tuple[Turn, str | None]:
    """A guided session left open on another day becomes the report of that day; and what is said of it."""
    guided = turn.runner.guided
    if guided is None or guided.day == turn.today:
        return turn, None
    if guided.started_at is not None and turn.now - guided.started_at < PAST_MIDNIGHT:
        return turn, None
    reading = left_unfinished(turn)
    bare = replace(turn, runner=replace(turn.runner, guided=None))
    if reading is None or plan.report_on(turn.runner, guided.day) or filing.day_fault(turn, guided.day):
        return bare, None
    filed = filing.file(bare, reading, _("Guided session"), f"guided-{guided.day}")
    said_of = _("Your session of {day} was still open, so I logged what you had done.")
    return replace(turn, runner=filed.runner), said_of.format(day=near_day(guided.day, turn.today))


def _over(turn: Turn) -> Outcome:
    runner = replace(turn.runner, guided=None)
    text = toast(_("That session is over. /today has what is next."))
    return Outcome(runner=runner, replies=(text,), cancel=(TIMER,))


def _say(turn: Turn, reply: Reply) -> Outcome:
    return Outcome(runner=turn.runner, replies=(reply,))


def _float(text: str) -> float:
    return float(text.replace(",", "."))


ROOM = Room(
    taps={
        "begin": begin,
        "ggo": go_on,
        "gdone": set_done,
        "gadj": adjust,
        "ghold": hold,
        "gskip": skip,
        "gstop": stop,
    },
)
