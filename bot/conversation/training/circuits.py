"""The activation and mobility circuits, step by step with timers; in full or short."""

from dataclasses import replace
from datetime import date

from bot.coaching.session import Day
from bot.content import Dose
from bot.conversation.commands import Command, Room
from bot.conversation.reading.figures import figure
from bot.conversation.render import bold, bullets, button, clock, keyboard, lines, paragraphs, toast
from bot.conversation.training import plan
from bot.conversation.training.card import Item, item_line, listed_items, name_of, run_of
from bot.conversation.training.plan import date_in, day_of
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import N_, _
from bot.messages import Button, Reply, escape

TIMER = "timer"
SHORT_MOBILITY = 3
SECONDS_A_REP = 3
SECONDS_A_STEP = 2


def activate(turn: Turn, args: str) -> Outcome:
    """`/activate`, full or short: the circuit of today's run, or the usual one on a day without."""
    return _opened(turn, "act", args)


def mobility(turn: Turn, args: str) -> Outcome:
    """`/mobility`, full or short."""
    return _opened(turn, "mob", args)


def circuit(turn: Turn, kind: str, length: str, day: date) -> tuple[Item, ...]:
    """The steps of a circuit as the coach lists them for `day`; kinds `act` and `mob`, lengths `full` and `short`."""
    planned = day_of(turn, day) if plan.started(turn.runner, day) else None
    listed = _listed(planned, kind)
    content = turn.content
    if kind == "mob":
        items = listed_items(content, "mobility", listed) if listed else _usual(turn, "mobility")
        return items[:SHORT_MOBILITY] if length == "short" else items
    items = listed_items(content, "activation", listed) if listed else _usual(turn, "activation")
    if length == "short":
        kept = {step.exercise for step in content.routine("activation_short").steps}
        return tuple(item for item in items if item.exercise in kept) or items[:2]
    return items


def step(turn: Turn, args: str) -> Outcome:
    """Tapped: the next step of a circuit, with its timer; after the last the circuit is done."""
    kind, _bar, rest = args.partition("|")
    length, _bar, place = rest.partition("|")
    at = int(place) if place.isdecimal() else 0
    items = circuit(turn, kind, length, turn.today)
    if at >= len(items):
        return _finished(turn, kind)
    item = items[at]
    coming = items[at + 1] if at + 1 < len(items) else None
    cue = turn.content.exercise_text(item.exercise).cues[0]
    text = paragraphs(
        lines(bold(_("{place} of {count}").format(place=at + 1, count=len(items))), item_line(turn.content, item)),
        escape(cue),
        _("Then: {name}.").format(name=item_line(turn.content, coming)) if coming else _("The last one."),
    )
    onward = button(_("Next") if coming else _("Finish"), "step", kind, length, at + 1)
    rows = keyboard((onward, button(_("Stop"), "circuitstop", kind)))
    said = (
        _("Time. Next: {name}.").format(name=name_of(turn.content, coming.exercise))
        if coming
        else _("Time. That's all!")
    )
    ping = Reply(text=said, kind="timer", key=TIMER, after_s=seconds(item.dose), buttons=keyboard((onward,)))
    shown = Reply(text=text, buttons=rows, edit_of="circuit", key="circuit", picture=figure(turn, item.exercise))
    return Outcome(runner=turn.runner, replies=(shown, ping), cancel=(TIMER,))


def stop(turn: Turn, _args: str) -> Outcome:
    """Tapped: the circuit ends here."""
    reply = Reply(text=_("Stopped. Whatever you did counts."), edit=True, key="circuit")
    return Outcome(runner=turn.runner, replies=(reply,), cancel=(TIMER,))


def seconds(dose: Dose | None) -> float:
    """How long one step takes, both sides of it, in seconds."""
    if dose is None:
        return 60
    each = {"seconds": 1, "minutes": 60, "reps": SECONDS_A_REP, "steps": SECONDS_A_STEP, "metres": 1, "repeats": 60}
    return dose.low * each[dose.unit]


def _opened(turn: Turn, kind: str, args: str) -> Outcome:
    day = date_in(args) or turn.today
    usual = turn.runner.circuit if kind == "act" else "full"
    words = args.lower().split("|")[-1].split()
    length = next((word for word in words if word in {"full", "short"}), usual)
    if _referred(turn, day):
        text = _("No exercises while your warning sign stands. /today says what to do.")
        return Outcome(runner=turn.runner, replies=(Reply(text=text),))
    items = circuit(turn, kind, length, day)
    other = "short" if length == "full" else "full"
    rows = keyboard(
        (button(_("Start with timer"), "step", kind, length, 0),),
        (button(_("Short version") if other == "short" else _("Full version"), kind, other), _done(kind)),
    )
    reply = Reply(text=_text(turn, kind, length, items, day), buttons=rows, edit=turn.inbound.tap is not None)
    return Outcome(runner=turn.runner, replies=(replace(reply, key="circuit"),))


def _text(turn: Turn, kind: str, length: str, items: tuple[Item, ...], day: date) -> str:
    if kind == "mob":
        title = _("Mobility, 10–15 min") if length == "full" else _("Mobility, 5 min")
        about = _("Slow and easy, breathing all the time. After training or any time of day.")
    else:
        title = _("Activation, 5–8 min") if length == "full" else _("Activation, 3 min")
        about = _run_words(turn, day)
    steps = bullets(item_line(turn.content, item) for item in items)
    return paragraphs(bold(title), about, steps)


def _run_words(turn: Turn, day: date) -> str:
    planned = day_of(turn, day) if plan.started(turn.runner, day) else None
    if planned is not None and planned.run == "race":
        return _("Wake the legs, 45 min before the start. Short and snappy.")
    run = run_of(turn.runner, planned) if planned is not None else None
    if run is None:
        return _("Wake the legs before a run. Short and snappy.")
    return _("Wake the legs, so that you finish as your {time} run begins.").format(time=clock(run.time))


def _listed(planned: Day | None, kind: str) -> tuple[str, ...]:
    if planned is None:
        return ()
    return planned.mobility if kind == "mob" else planned.activation


def _usual(turn: Turn, routine: str) -> tuple[Item, ...]:
    """A routine on a day the coach lists nothing for: what the kit allows and no pain of 3 and more speaks against."""
    content = turn.content
    sore = {pain.area for pain in plan.log_of(turn, max(turn.today, turn.runner.athlete.start)).pain}
    found = []
    for each in content.routine(routine).steps:
        exercise: str | None = each.exercise
        while exercise is not None and not content.catalogue[exercise].fits(turn.runner.athlete.equipment):
            exercise = content.catalogue[exercise].less_equipment
        if exercise is not None and not content.catalogue[exercise].stress_areas & sore:
            found.append(Item(exercise=exercise, dose=each.dose))
    return tuple(found)


def _referred(turn: Turn, day: date) -> bool:
    return plan.started(turn.runner, day) and day_of(turn, day).referral is not None


def _done(kind: str) -> Button:
    return button(_("Done"), "circuitdone", kind)


def _finished(turn: Turn, kind: str) -> Outcome:
    text = _("Done. Have a good run!") if kind == "act" else _("Done. Your joints say thanks.")
    return Outcome(runner=turn.runner, replies=(Reply(text=text, edit_of="circuit", key="circuit"),), cancel=(TIMER,))


def done(turn: Turn, args: str) -> Outcome:
    """Tapped: the circuit is done, without the timer."""
    outcome = _finished(turn, args)
    return replace(outcome, replies=(toast(_("Noted. Well done.")), *outcome.replies))


ROOM = Room(
    commands=(
        Command(
            name="activate",
            handler=activate,
            does=N_("the circuit before a run, with timers"),
            example="short",
            aliases=("activation",),
            group="day",
        ),
        Command(
            name="mobility", handler=mobility, does=N_("daily mobility, with timers"), example="short", group="day"
        ),
    ),
    taps={"act": activate, "mob": mobility, "step": step, "circuitstop": stop, "circuitdone": done},
)
