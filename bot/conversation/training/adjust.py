"""Today made to fit: fewer minutes, other equipment (R35), another exercise with the load carried over."""

import re
from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz, process

from bot.coaching.alternatives import alternatives
from bot.coaching.exercise import Equipment
from bot.coaching.session import Day, Prescription
from bot.content import Content
from bot.conversation.commands import Command, Room
from bot.conversation.meeting.questions.kit import allowed
from bot.conversation.render import button, grid, keyboard, listed, toast
from bot.conversation.training import day as today_room
from bot.conversation.training import plan
from bot.conversation.training.card import name_of, prescription_line
from bot.conversation.training.plan import date_in, day_of
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import N_, _
from bot.messages import Keyboard, Reply, escape

MINUTES = (15, 20, 30, 45)
SHORTEST = 5
LONGEST = 240
NEAR_ENOUGH = 78
AWAY_FROM_KIT = ("hotel", "outdoors", "office")
"""Places where nobody has more than a band with them."""

_NOTHING = re.compile(r"\b(?:no (?:equipment|kit|gear|weights)|nothing (?:here|there|to lift)|body ?weight only)\b")


def shorter(turn: Turn, args: str) -> Outcome:
    """`/shorter`: with words ("20 min", "hotel, no bar") at once, else by taps."""
    if args and date_in(args) is None:
        return in_words(turn, args) or _choose(turn, turn.today, _("How long have you got, and what is there?"))
    return _choose(turn, date_in(args) or turn.today, _("How long have you got today, or what is there to lift?"))


def short(turn: Turn, args: str) -> Outcome:
    """Tapped: so many minutes that day."""
    day, _bar, count = args.partition("|")
    return _fitted(turn, date_in(day) or turn.today, minutes=int(count) if count.isdecimal() else None)


def kit(turn: Turn, args: str) -> Outcome:
    """Tapped: that preset's equipment that day."""
    day, _bar, preset_id = args.partition("|")
    preset = next((each for each in turn.content.presets if each.id == preset_id), None)
    if preset is None:
        return Outcome(runner=turn.runner, replies=(toast(_("I don't know that equipment any more.")),))
    return _fitted(turn, date_in(day) or turn.today, equipment=frozenset(preset.equipment))


def as_planned(turn: Turn, args: str) -> Outcome:
    """Tapped: the day as it was planned, without today's minutes, kit and swaps."""
    day = date_in(args) or turn.today
    choice = replace(plan.chosen(turn.runner, day), minutes=None, equipment=None, swaps={})
    runner = plan.with_choice(turn.runner, choice)
    return today_room.shown(turn, runner, day, first=_("Back to the plan."), change=_("today as planned again"))


def swap(turn: Turn, args: str) -> Outcome:
    """`/swap`: which exercise, then for which; `/swap rdl` and `/swap rdl for step-ups` go straight there."""
    day = date_in(args) or turn.today
    planned = _open_session(turn, day)
    if isinstance(planned, Outcome):
        return planned
    assert planned.session is not None
    if args and date_in(args) is None:
        return _swap_in_words(turn, planned, args)
    choices = [
        button(turn.content.exercise_text(item.exercise).name, "swapx", day, item.exercise)
        for item in planned.session.exercises
    ]
    rows = (*grid(choices), *keyboard((button(_("Back"), "card", day),)))
    return _ask(turn, day, _("Which one would you rather not do today?"), rows)


def swap_out(turn: Turn, args: str) -> Outcome:
    """Tapped: that exercise goes; what could stand in for it."""
    day, exercise = _day_and_rest(turn, args)
    planned = _open_session(turn, day)
    if isinstance(planned, Outcome):
        return planned
    return _offers(turn, planned, exercise)


def swap_for(turn: Turn, args: str) -> Outcome:
    """Tapped: the other exercise it becomes."""
    day, rest = _day_and_rest(turn, args)
    old, _bar, new = rest.partition("|")
    planned = _open_session(turn, day)
    if isinstance(planned, Outcome):
        return planned
    return _swapped(turn, planned, old, new)


def exercise_named(content: Content, words: str, among: tuple[str, ...] = ()) -> str | None:
    """The exercise those words name, by id, name or alias within a typo or two; `among` narrows it."""
    names: dict[str, str] = {}
    for entry in content.exercises:
        if not among or entry.id in among:
            for name in (entry.id.replace("_", " "), entry.name, *entry.aliases):
                names.setdefault(name.lower(), entry.id)
    found = process.extractOne(words.strip().lower()[:64], list(names), scorer=fuzz.WRatio, score_cutoff=NEAR_ENOUGH)
    return names[found[0]] if found else None


def in_words(turn: Turn, text: str) -> Outcome | None:
    """What a text says of today's time and kit; None where it says nothing of either."""
    said = turn.content.reader.today(text)
    equipment = _equipment(turn, said.place, said.without, said.with_)
    if equipment is None and _NOTHING.search(text.lower()):
        equipment = frozenset()
    if said.minutes is None and equipment is None:
        return None
    return _fitted(turn, turn.today, minutes=said.minutes, equipment=equipment)


def _equipment(
    turn: Turn, place: str | None, without: tuple[Equipment, ...], only: tuple[Equipment, ...]
) -> frozenset[Equipment] | None:
    """The kit of today: only what was named, else what is owned without what is missing; away from the gym nothing."""
    if only:
        return frozenset(only)
    if place in AWAY_FROM_KIT:
        return frozenset(turn.runner.athlete.equipment & {"bands"})
    if without:
        return turn.runner.athlete.equipment - frozenset(without)
    return None


def _choose(turn: Turn, day: date, text: str) -> Outcome:
    planned = _open_session(turn, day)
    if isinstance(planned, Outcome):
        return planned
    times = [button(_("{n} min").format(n=count), "short", day, count) for count in MINUTES]
    kits = [button(each.name, "kit", day, each.id) for each in turn.content.presets]
    rows = (
        *grid(times, 4),
        *grid(kits),
        *keyboard((button(_("As planned"), "asplanned", day), button(_("Back"), "card", day))),
    )
    return _ask(turn, day, text, rows)


def _fitted(
    turn: Turn, day: date, *, minutes: int | None = None, equipment: frozenset[Equipment] | None = None
) -> Outcome:
    """The day with that time or kit, shown in place."""
    planned = _open_session(turn, day)
    if isinstance(planned, Outcome):
        return planned
    if minutes is not None and not SHORTEST <= minutes <= LONGEST:
        text = _("From {low} to {high} minutes I can plan something. How long have you got?")
        return _choose(turn, day, text.format(low=SHORTEST, high=LONGEST))
    choice = plan.chosen(turn.runner, day)
    choice = replace(
        choice,
        minutes=choice.minutes if minutes is None else minutes,
        equipment=choice.equipment if equipment is None else allowed(turn, equipment),
    )
    runner = plan.with_choice(turn.runner, choice)
    after = day_of(replace(turn, runner=runner), day)
    return today_room.shown(turn, runner, day, first=_what_changed(turn, planned, after), change=_("today's session"))


def _what_changed(turn: Turn, before: Day, after: Day) -> str:
    assert before.session is not None
    if after.session is None:
        return _("Nothing of it fits that. Mobility does: 10 minutes of it are worth it.")
    if after.session == before.session:
        return _("It fits as it is.")
    old = {item.exercise for item in before.session.exercises}
    new = {item.exercise for item in after.session.exercises}
    parts = []
    if after.session.minutes != before.session.minutes:
        parts.append(_("{minutes} min now, the important lifts first.").format(minutes=after.session.minutes))
    if new - old:
        parts.append(_("New today: {names}.").format(names=_names(turn, after, new - old)))
    if old - new:
        parts.append(_("Out today: {names}.").format(names=_names(turn, before, old - new)))
    return " ".join(parts) or _("Fitted, just for today.")


def _names(turn: Turn, day: Day, wanted: set[str]) -> str:
    assert day.session is not None
    return listed(name_of(turn.content, item.exercise) for item in day.session.exercises if item.exercise in wanted)


def _swap_in_words(turn: Turn, planned: Day, words: str) -> Outcome:
    assert planned.session is not None
    there = tuple(item.exercise for item in planned.session.exercises)
    old_words, new_words = (*re.split(r"\s+(?:for|with|to|by|→|->)\s+", words, maxsplit=1), "")[:2]
    old = exercise_named(turn.content, old_words, there)
    if old is None:
        choices = [button(turn.content.exercise_text(each).name, "swapx", planned.date, each) for each in there]
        text = _("“{words}” is not in today's session. Which of these do you mean?")
        return _ask(turn, planned.date, text.format(words=escape(old_words[:60])), grid(choices))
    new = exercise_named(turn.content, new_words) if new_words else None
    return _swapped(turn, planned, old, new) if new else _offers(turn, planned, old)


def _offers(turn: Turn, planned: Day, exercise: str) -> Outcome:
    if _item(planned, exercise) is None:
        return Outcome(runner=turn.runner, replies=(toast(_("That one is not in today's session any more.")),))
    log = plan.log_of(turn, planned.date)
    offers = alternatives(turn.content.catalogue, turn.runner.athlete, log, planned, exercise)
    if not offers:
        text = _(
            "Nothing else you have the kit for trains the same. Do it lighter, or leave it out: fewer sets count too."
        )
        return _ask(turn, planned.date, text, keyboard((button(_("Back"), "card", planned.date),)))
    choices = [button(turn.content.exercise_text(each).name, "swapto", planned.date, exercise, each) for each in offers]
    rows = (*grid(choices[:8]), *keyboard((button(_("Back"), "card", planned.date),)))
    text = _("Instead of {name}:").format(name=name_of(turn.content, exercise))
    return _ask(turn, planned.date, text, rows)


def _swapped(turn: Turn, planned: Day, old: str, new: str) -> Outcome:
    day = planned.date
    log = plan.log_of(turn, day)
    if _item(planned, old) is None:
        return Outcome(runner=turn.runner, replies=(toast(_("That one is not in today's session any more.")),))
    if new not in alternatives(turn.content.catalogue, turn.runner.athlete, log, planned, old):
        outcome = _offers(turn, planned, old)
        named = name_of(turn.content, new) if new in turn.content.catalogue else escape(new[:40])
        shown = replace(
            outcome.replies[0],
            text=_("{name} doesn't fit here: another movement, kit you don't have, or already in.").format(name=named)
            + "\n\n"
            + outcome.replies[0].text,
        )
        return replace(outcome, replies=(shown,))
    choice = plan.chosen(turn.runner, day)
    swaps = dict(choice.swaps)
    origin = next((slot for slot, chosen in swaps.items() if chosen == old), old)
    swaps[origin] = new
    runner = plan.with_choice(turn.runner, replace(choice, swaps=swaps))
    after = day_of(replace(turn, runner=runner), day)
    item = _item(after, new)
    line = f": {prescription_line(turn, item)}" if item else ""
    first = _("{new} instead of {old}{line}. Just for today.").format(
        new=name_of(turn.content, new), old=name_of(turn.content, old), line=line
    )
    return today_room.shown(turn, runner, day, first=first, change=_("a swapped exercise"))


def _open_session(turn: Turn, day: date) -> Day | Outcome:
    """The day where it still has a session to change, else the sentence that says why not."""
    if not plan.started(turn.runner, day):
        return today_room.shown(turn, turn.runner, day)
    planned = day_of(turn, day)
    if planned.referral is not None:
        return today_room.shown(turn, turn.runner, day)
    if day < turn.today:
        return _say(turn, _("That day is over. /today is the one that can still change."))
    if plan.report_on(turn.runner, day) is not None:
        return _say(turn, _("That session is logged already. Fix or Undo change what was logged: /history."))
    if planned.session is None:
        return _say(turn, _("There is no session to change on that day. Mobility is always there: /mobility."))
    return planned


def _item(planned: Day, exercise: str) -> Prescription | None:
    items = planned.session.exercises if planned.session else ()
    return next((item for item in items if item.exercise == exercise), None)


def _day_and_rest(turn: Turn, args: str) -> tuple[date, str]:
    day, _bar, rest = args.partition("|")
    return date_in(day) or turn.today, rest


def _ask(turn: Turn, day: date, text: str, rows: Keyboard) -> Outcome:
    reply = Reply(text=text, buttons=rows, edit=turn.inbound.tap is not None, about=f"session:{day}")
    return Outcome(runner=turn.runner, replies=(reply,))


def _say(turn: Turn, text: str) -> Outcome:
    return Outcome(runner=turn.runner, replies=(Reply(text=text),))


ROOM = Room(
    commands=(
        Command(
            name="shorter",
            handler=shorter,
            does=N_("today with less time or kit"),
            example="20 min, hotel",
            group="day",
        ),
        Command(name="swap", handler=swap, does=N_("another exercise today"), example="RDL", group="day"),
    ),
    taps={
        "shorter": shorter,
        "short": short,
        "kit": kit,
        "asplanned": as_planned,
        "swap": swap,
        "swapx": swap_out,
        "swapto": swap_for,
    },
    intents={"today": in_words},
)
