"""Pain, from 0 to 10: where and how much, what it changes (R26), and how it is the next morning."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

from bot.coaching.athlete import Area
from bot.coaching.pain import UNSCORED
from bot.coaching.report import PainReport, Side
from bot.coaching.runner import Dialog, PainEntry, Runner
from bot.coaching.safety import SOME_PAIN, STRONG_PAIN
from bot.coaching.session import Day
from bot.conversation.commands import Command, Room
from bot.conversation.render import button, command_button, grid, keyboard, lines, listed, paragraphs
from bot.conversation.training import plan
from bot.conversation.training.card import day_text, name_of
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import N_, _
from bot.messages import Keyboard, Reply, escape

AREAS: tuple[Area, ...] = get_args(Area)
LEGS_AND_BACK: frozenset[Area] = frozenset(
    {"foot", "achilles", "shin", "calf", "knee", "hamstring", "quad", "hip", "groin", "low_back"}
)
SIDES: tuple[Side, ...] = get_args(Side)
KEPT = timedelta(days=120)
_NOT_NOW = re.compile(r"skip(?: it)?|later|not now|cancel|never ?mind|no idea|(?:i )?don'?t know")
_NUMBER = re.compile(r"\b(10|[0-9])\b")


def command(turn: Turn, args: str) -> Outcome:
    """`/pain`: which area; `/pain knee 4` goes straight there."""
    said = turn.content.reader.checkin(args, turn.runner.athlete.unit, turn.today, None).pain if args else ()
    if said:
        return reported(turn, said)
    choices = [button(turn.content.area_name(area), "paina", area) for area in AREAS]
    text = _("Where does it hurt? Tap, or write it: “left knee 3”.")
    if args:
        text = _("I didn't find a body part in that. ") + text
    rows = grid(choices, 3)
    runner = replace(
        turn.runner, dialog=_open(turn, "pain", {"choices": [each.action for row in rows for each in row]})
    )
    return Outcome(runner=runner, replies=(Reply(text=text, buttons=rows, edit=_tapped(turn)),))


def area_tapped(turn: Turn, args: str) -> Outcome:
    """An area was chosen: how much."""
    area = _area_in(args)
    return score_question(turn, area, None) if area is not None else command(turn, "")


def score_question(turn: Turn, area: Area, side: str | None, more: tuple[str, ...] = ()) -> Outcome:
    """How much that area hurts, 0–10; `more` are the areas to ask about after it."""
    text = _("{area}: how much, from 0 (nothing) to 10 (worst)?").format(area=_area(turn, area, side))
    data: dict[str, object] = {"area": area, "side": side, "more": list(more)}
    runner = replace(turn.runner, dialog=_open(turn, "pain", data))
    return Outcome(runner=runner, replies=(Reply(text=text, buttons=_scores("pains", area, side), edit=_tapped(turn)),))


def score_tapped(turn: Turn, args: str) -> Outcome:
    """Area and score were tapped."""
    parsed = _parsed(args)
    return reported(turn, (parsed,)) if parsed else command(turn, "")


def morning_tapped(turn: Turn, args: str) -> Outcome:
    """The next morning's answer."""
    parsed = _parsed(args)
    return noted(turn, (parsed,), follow_up=True) if parsed else command(turn, "")


def answered(turn: Turn, text: str) -> Outcome | None:
    """Words for where or how much: `knee 4`, `4`, `gone`."""
    dialog = turn.runner.dialog
    area = _area_in(dialog.data.get("area")) if dialog else None
    follow_up = bool(dialog and dialog.question == "pain_morning")
    said = turn.content.reader.checkin(text, turn.runner.athlete.unit, turn.today, None)
    if dialog and _NOT_NOW.fullmatch(text.lower().strip(" .!")):
        words = _("All right. Tell me any time, like “knee 3”.")
        return Outcome(runner=replace(turn.runner, dialog=None), replies=(Reply(text=words),))
    if said.status is not None or said.entries:
        return None
    if area is not None and (score := _score(text)) is not None and len(said.pain) < 2:
        side = dialog.data.get("side") if dialog else None
        given = PainReport(area=area, side=_side(side), score=score)
        return noted(turn, (given,), follow_up=follow_up)
    if said.pain:
        return noted(turn, said.pain, follow_up=follow_up)
    named = [each for each in AREAS if each.replace("_", " ") in text.lower()]
    return score_question(turn, named[0], None, tuple(named[1:])) if named else None


def reported(turn: Turn, pains: tuple[PainReport, ...]) -> Outcome:
    """Pain was reported by itself: asked for the score where it is missing, else noted."""
    missing = next((each for each in pains if each.score is None), None)
    if missing is not None and all(each.score is None for each in pains):
        return score_question(turn, missing.area, missing.side)
    return noted(turn, pains)


def noted(turn: Turn, pains: tuple[PainReport, ...], *, follow_up: bool = False) -> Outcome:
    """Pain with a score, kept where health notes may be kept; what it means and what changes today."""
    after = with_pains(turn.runner, pains, turn.today, follow_up=follow_up)
    dialog = None if _about_pain(turn.runner.dialog) else turn.runner.dialog
    after = replace(after, dialog=dialog)
    told = replace(turn, runner=after)
    said = advice(told, pains)
    kept = turn.runner.health_consent is True
    today = _today_after(turn, told)
    text = paragraphs(said, None if kept else not_kept_words(), today)
    runner = after if kept else replace(turn.runner, dialog=dialog)
    rows = keyboard((command_button(_("Today"), "today"), command_button(_("Undo"), "undo") if kept else None))
    replies = [Reply(text=text, buttons=rows, edit=_tapped(turn))]
    other = follow_up_question(told) if follow_up else None
    if other is not None:
        replies.append(other)
        runner = listening(replace(turn, runner=runner))
    waiting = _waiting(turn.runner.dialog)
    if waiting:
        asked = score_question(replace(turn, runner=runner), waiting[0], None, tuple(waiting[1:]))
        replies += [replace(reply, edit=False) for reply in asked.replies]
        runner = asked.runner
    return Outcome(runner=runner, replies=tuple(replies), change=_("how much it hurts") if kept else None)


def _waiting(dialog: Dialog | None) -> list[Area]:
    """The areas named together with the one just answered, still to be asked about."""
    named = dialog.data.get("more") if dialog is not None and _about_pain(dialog) else None
    found = [_area_in(each) for each in named] if isinstance(named, (list, tuple)) else []
    return [each for each in found if each is not None]


def with_pains(runner: Runner, pains: Iterable[PainReport], day: date, *, follow_up: bool = False) -> Runner:
    """The runner with those pains of `day`; the last word of a day on an area counts, one without a score as 3."""
    new = tuple(
        PainEntry(
            day=day,
            area=each.area,
            score=UNSCORED if each.score is None else each.score,
            side=each.side,
            follow_up=follow_up,
        )
        for each in pains
    )
    again = {(entry.day, entry.area, entry.follow_up) for entry in new}
    kept = [
        entry
        for entry in runner.pains
        if entry.day >= day - KEPT and (entry.day, entry.area, entry.follow_up) not in again
    ]
    return replace(runner, pains=tuple(sorted((*kept, *new), key=lambda entry: entry.day)))


def advice(turn: Turn, pains: Iterable[PainReport]) -> str:
    """What each pain means, in a sentence or two (R26); `turn.runner` already holds it."""
    now = {pain.area: pain.score for pain in plan.log_of(turn, max(turn.today, turn.runner.athlete.start)).pain}
    told = []
    for each in pains:
        if each.score is None:
            continue
        name = _area(turn, each.area, each.side)
        told.append(_meaning(turn, each.area, name, each.score, now.get(each.area, each.score)))
    return "\n".join(told)


def follow_up_question(turn: Turn) -> Reply | None:
    """The next morning's question for a pain of the day before; None where there is none to ask about."""
    entry = to_follow_up(turn.runner, turn.today)
    if entry is None:
        return None
    text = _("Good morning. {area} was {score}/10 yesterday. How is it today, from 0 to 10?").format(
        area=_area(turn, entry.area, entry.side), score=entry.score
    )
    return Reply(text=text, buttons=_scores("painam", entry.area, entry.side), about=f"pain:{entry.area}")


def listening(turn: Turn) -> Runner:
    """The runner who can also answer the next morning's question in words."""
    entry = to_follow_up(turn.runner, turn.today)
    if entry is None or turn.runner.dialog is not None:
        return turn.runner
    return replace(turn.runner, dialog=_open(turn, "pain_morning", {"area": entry.area, "side": entry.side}))


def to_follow_up(runner: Runner, today: date) -> PainEntry | None:
    """Yesterday's worst pain nobody has spoken of today."""
    said_today = {entry.area for entry in runner.pains if entry.day == today}
    yesterday = [
        entry
        for entry in runner.pains
        if entry.day == today - timedelta(days=1) and entry.score > 0 and entry.area not in said_today
    ]
    return max(yesterday, key=lambda entry: entry.score, default=None)


def _meaning(turn: Turn, area: Area, name: str, score: int, counts: int) -> str:
    worse = any(spell.grew for spell in plan.spells_of(turn.runner, turn.today) if spell.area == area)
    if score < SOME_PAIN:
        return _("{name} {score}/10: that is in the normal range. Train as planned, and tell me if it grows.").format(
            name=name, score=score
        )
    if counts < STRONG_PAIN:
        return _(
            "{name} {score}/10: I go easier on it. What loads it becomes an easier version, 20 % lighter, and nothing "
            "there goes up. Tomorrow morning I'll ask how it is."
        ).format(name=name, score=score)
    why = ""
    if score < STRONG_PAIN:
        why = _(" Worse overnight counts as more.") if worse else _(" Three times in a row counts as more.")
    text = _("{name} {score}/10: nothing that loads it for now.{why}").format(name=name, score=score, why=why)
    if area in LEGS_AND_BACK:
        text += " " + _("Please don't run on it, and have a physio or doctor look at it.")
    else:
        text += " " + _("If it stays like this, have a physio or doctor look at it.")
    return text


def not_kept_words() -> str:
    """That pain acted on this answer only."""
    return _("As you wished I don't keep this: it shapes this answer only.")


def _today_after(before: Turn, after: Turn) -> str | None:
    """What the pain changes about today's open session; the whole session where nothing of it is kept."""
    day = before.today
    if not plan.started(before.runner, day) or plan.report_on(before.runner, day) is not None:
        return None
    old, new = plan.day_of(before, day), plan.day_of(after, day)
    if old.session is None or old.session == new.session:
        return None
    if before.runner.health_consent is not True:
        return day_text(after, new)
    return _difference(after, old, new)


def _difference(turn: Turn, old: Day, new: Day) -> str:
    was = {item.exercise: item for item in old.session.exercises} if old.session else {}
    now = {item.exercise: item for item in new.session.exercises} if new.session else {}
    gone = [name_of(turn.content, each) for each in was if each not in now]
    come = [name_of(turn.content, each) for each in now if each not in was]
    lighter = [name_of(turn.content, each) for each in now if each in was and now[each].load != was[each].load]
    return lines(
        _("Today changes:"),
        _("• out: {names}").format(names=listed(gone)) if gone else None,
        _("• in: {names}").format(names=listed(come)) if come else None,
        _("• lighter: {names}").format(names=listed(lighter)) if lighter else None,
    )


def _scores(verb: str, area: Area, side: str | None) -> Keyboard:
    return grid((button(str(score), verb, area, score, side or "") for score in range(11)), 6)


def _parsed(args: str) -> PainReport | None:
    named, _bar, rest = args.partition("|")
    score, _bar, side = rest.partition("|")
    area = _area_in(named)
    if area is None or not score.isdecimal() or int(score) > 10:
        return None
    return PainReport(area=area, side=_side(side), score=int(score))


def _area_in(value: object) -> Area | None:
    return next((each for each in AREAS if each == value), None)


def _side(value: object) -> Side | None:
    return next((each for each in SIDES if each == value), None)


def _score(text: str) -> int | None:
    low = text.lower()
    if re.search(r"\b(?:gone|none|nothing|no pain|fine|better now|zero)\b", low):
        return 0
    match = _NUMBER.search(low)
    return int(match[1]) if match else None


def _area(turn: Turn, area: Area, side: str | None) -> str:
    name = escape(turn.content.area_name(area))
    name = name[:1].upper() + name[1:]
    sides = {"left": _("{area} (left)"), "right": _("{area} (right)"), "both": _("{area} (both)")}
    return sides.get(side or "", "{area}").format(area=name)


def _open(turn: Turn, question: str, data: dict[str, object]) -> Dialog:
    return Dialog(question=question, data=data, since=turn.now)


def _about_pain(dialog: Dialog | None) -> bool:
    return dialog is not None and dialog.question in {"pain", "pain_morning"}


def _tapped(turn: Turn) -> bool:
    return turn.inbound.tap is not None


ROOM = Room(
    commands=(
        Command(name="pain", handler=command, does=N_("where it hurts and how much"), example="knee 3", group="report"),
    ),
    taps={"paina": area_tapped, "pains": score_tapped, "painam": morning_tapped},
    questions={"pain": answered, "pain_morning": answered},
)
