"""How a guided session looks: the warm-up, and the one message that shows the set, the rest and what comes next."""

from dataclasses import replace

from bot.coaching import load as loads
from bot.coaching.session import Prescription, Session
from bot.conversation.reading.figures import figure
from bot.conversation.render import bold, button, counted, keyboard, lines, load, number, paragraphs, pause
from bot.conversation.reports.nudges import stepped
from bot.conversation.training.card import load_words, name_of, prescription_line
from bot.conversation.training.guided_state import Place
from bot.conversation.turn import Turn
from bot.conversation.words import _
from bot.messages import Button, Keyboard, Reply, escape

KEY = "guided"


def view(turn: Turn, place: Place, *, amount: int, weight: float | None, rest_s: int = 0) -> Reply:
    """The one message of the session: this set, what is done of it, the rest, and what comes after."""
    at, item = place.guided.exercise, place.item
    total = len(place.session.exercises)
    coming = place.session.exercises[at + 1] if at + 1 < total else None
    done = ", ".join(_set_words(turn, item, each) for each in place.sets)
    cues = turn.content.exercise_text(item.exercise).cues
    text = paragraphs(
        lines(
            f"<b>{name_of(turn.content, item.exercise)}</b> · {at + 1}/{total}",
            bold(
                _("Set {n} of {count}: {what}").format(
                    n=len(place.sets) + 1, count=item.sets, what=what(turn, place, amount, weight)
                )
            ),
            _("Done: {sets}").format(sets=done) if done else None,
        ),
        _("Rest {pause}, then I ping you.").format(pause=pause(rest_s)) if rest_s else None,
        escape(cues[len(place.sets) % len(cues)]),
        _("Then: {name} {dose}").format(
            name=name_of(turn.content, coming.exercise), dose=prescription_line(turn, coming)
        )
        if coming
        else _("The last exercise."),
    )
    rows = _rows(turn, place, amount, weight)
    picture = figure(turn, item.exercise)
    return Reply(text=text, buttons=rows, edit_of=KEY, key=KEY, about=f"session:{place.guided.day}", picture=picture)


def _rows(turn: Turn, place: Place, amount: int, weight: float | None) -> Keyboard:
    at, item, count = place.guided.exercise, place.item, len(place.sets)
    timed = item.unit_of_work in {"seconds", "minutes"}
    by = 5 if timed else 1
    less, more = max(amount - by, 0), amount + by
    now = _text_of(weight)
    heavier, lighter = _step(turn, item, weight, up=True), _step(turn, item, weight, up=False)
    starts = timed and item.unit_of_work == "seconds"
    return keyboard(
        (done_button(turn, place, amount, weight),),
        (button(_("Timer {n} s").format(n=amount), "ghold", at, count, amount, now) if starts else None,),
        (
            button(f"−{by}", "gadj", at, count, less, now),
            button(f"+{by}", "gadj", at, count, more, now),
            button(_("lighter"), "gadj", at, count, amount, _text_of(lighter)) if lighter is not None else None,
            button(_("heavier"), "gadj", at, count, amount, _text_of(heavier)) if heavier is not None else None,
        ),
        (button(_("Skip exercise"), "gskip", at), button(_("Stop"), "gstop")),
    )


def done_button(turn: Turn, place: Place, amount: int, weight: float | None) -> Button:
    """The button that counts the set that is next, with these numbers."""
    label = _("Done: {what}").format(what=what(turn, place, amount, weight))
    return button(label[:40], "gdone", place.guided.exercise, len(place.sets), amount, _text_of(weight))


def what(turn: Turn, place: Place, amount: int, weight: float | None = None) -> str:
    """`6 @ 40 kg`: one set; without `weight` at the load of the last one."""
    work = counted(str(amount), place.item.unit_of_work)
    shown = weight if weight is not None else place.load_now
    if not shown:
        return work
    item = replace(place.item, load=shown)
    return f"{work} @ {load_words(turn, item)}"


def _set_words(turn: Turn, item: Prescription, done: tuple[float | None, int]) -> str:
    weight, amount = done
    work = counted(str(amount), item.unit_of_work)
    return f"{work} @ {load(weight, turn.runner.athlete.unit)}" if weight else work


def _step(turn: Turn, item: Prescription, weight: float | None, *, up: bool) -> float | None:
    """One step of the implement up or down; None where there is none."""
    if weight is None or item.implement is None:
        return None
    return stepped(weight, item.implement, turn.runner.athlete.unit, up=up)


def warm_up(turn: Turn, session: Session) -> str:
    """Five minutes and two ramp sets before the first loaded lift (R17)."""
    first = next((item for item in session.exercises if item.load and item.implement), None)
    ramp = None
    if first is not None and first.load is not None and first.implement is not None:
        unit = turn.runner.athlete.unit
        parts = []
        for percent, reps in ((50, 5), (75, 3)):
            lighter = loads.round_down(loads.exact(first.load) * percent / 100, first.implement, unit)
            least = loads.smallest(first.implement, unit)
            weight = lighter or (least if least < first.load else None)
            parts.append(f"{reps} @ {load_words(turn, replace(first, load=float(weight) if weight else None))}")
        ramp = _("Then two lighter sets of {name}: {sets}.").format(
            name=name_of(turn.content, first.exercise), sets=", ".join(parts)
        )
    return paragraphs(
        bold(_("Warm-up, 5 minutes")),
        _("Brisk walking or cycling, leg swings, a few easy squats and lunges. You should feel warm, not tired."),
        ramp,
        _("I take you through it set by set. Tap Done, or write what you did: “8 at 45”, “only 6”, “rpe 9”."),
    )


def numbers_in(args: str) -> tuple[int, int, int, float | None] | None:
    """Exercise, sets done, amount and load from an action; None where it holds none."""
    parts = args.split("|")
    if len(parts) != 4 or not all(part.isdecimal() for part in parts[:3]):
        return None
    return int(parts[0]), int(parts[1]), int(parts[2]), float(parts[3]) if parts[3] else None


def _text_of(value: float | None) -> str:
    return "" if value is None else number(value)
