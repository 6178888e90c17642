"""Today put off: not today, later, the run is off; and a left-out session moved within its week (R24)."""

import re
from dataclasses import replace
from datetime import date, timedelta

from bot.conversation.commands import Room
from bot.conversation.render import button, command_button, grid, keyboard, listed, near_day, paragraphs, toast, weekday
from bot.conversation.training import moves, plan
from bot.conversation.training.day import before_start, shown
from bot.conversation.training.missed import moved_to, replanned
from bot.conversation.training.plan import date_in, day_of
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import _
from bot.messages import Reply, escape

_WHEN = r"(?:today|tonight|this (?:morning|afternoon|evening)|(?P<next>tomorrow))"
_NO_RUN = re.compile(
    r"^\W*(?:sorry\W+)?(?:"
    r"(?:i(?:'?m| am| will|'?ll)? )?(?:not|no|won'?t|will not|can'?t|cannot|don'?t|do not|skip(?:ping)?) "
    r"(?:(?:be|want to|going|going to|gonna|able to|go|out|for|a|an|my|the|do|easy|hard|long) )*run(?:ning)?"
    rf"(?: for me)? {_WHEN}\b"
    r"|(?:today'?s|(?P<nexts>tomorrow'?s)) run (?:is |got |has been )?(?:off|cancel+ed|skipped|not happening)\b"
    rf"|(?:the |my )?run(?:'?s| is) (?:off|cancel+ed) {_WHEN.replace('next', 'offnext')}\b)",
    re.IGNORECASE,
)
_HOW_THEY_ARE = re.compile(
    r"\b(?:legs?|tired|exhausted|knackered|sore|sleep|slept|ill|sick|flu|cold|fever|dizzy|hurts?|pain\w*|ach\w+|injur\w+)\b",
    re.IGNORECASE,
)
"""Words that make more of it than a run that is off: others hear them."""


def no_run(turn: Turn, text: str) -> bool:
    """Whether the words say no more than that a run of today or tomorrow is off: no pain, no report beside it."""
    if not turn.runner.onboarded or not _NO_RUN.match(_straight(text)) or _HOW_THEY_ARE.search(text):
        return False
    read = turn.content.reader.checkin(text, turn.runner.athlete.unit, turn.today, None)
    felt = (read.effort, read.feel, read.sleep, read.soreness, read.red_flag)
    reported = bool(read.entries or read.pain) or read.status in {"done", "partial"}
    return not reported and all(each is None for each in felt)


def _straight(text: str) -> str:
    return text[:200].replace("’", "'")


def run_off_in_words(turn: Turn, text: str) -> Outcome | None:
    """ "I'm not running today": that day's run is off, the week placed again around it (R36); every week stays."""
    found = _NO_RUN.match(_straight(text))
    later = found is not None and any(found.group(name) for name in ("next", "nexts", "offnext"))
    day = turn.today + timedelta(days=later)
    if found is None or day == turn.runner.athlete.race:
        return None
    runs = moves.runs_on(turn.runner, day)
    if not runs:
        says = _("No run is planned {day} anyway. Nothing changes.").format(day=near_day(day, turn.today))
        return Outcome(
            runner=turn.runner, replies=(Reply(text=says, buttons=keyboard((command_button(_("Today"), "today"),))),)
        )
    return moves.apply(turn, plan.monday_of(day), tuple(moves.Change(run=run) for run in runs))


def not_today(turn: Turn, args: str) -> Outcome:
    """Not today: the session is off, and moved where another day of this week can hold it (R24)."""
    day = date_in(args) or turn.today
    if not plan.started(turn.runner, day):
        return before_start(turn)
    if plan.report_on(turn.runner, day) is not None or plan.chosen(turn.runner, day).skipped:
        return Outcome(runner=turn.runner, replies=(toast(_("That day is settled already.")),))
    before = day_of(turn, day)
    runner = plan.with_choice(turn.runner, replace(plan.chosen(turn.runner, day), skipped=True))
    moved = moved_to(turn, runner, before)
    rows = keyboard((button(_("Do it {day}").format(day=near_day(moved, turn.today)), "moveto", day),)) if moved else ()
    text = _("All right, not today. I won't ask about it again.")
    if moved:
        text = paragraphs(text, _("There is room for it {day}.").format(day=near_day(moved, turn.today)))
    back = keyboard((button(_("I can after all"), "canafter", day),))
    reply = Reply(text=text, buttons=(*rows, *back), edit=turn.inbound.tap is not None, about=f"session:{day}")
    return Outcome(runner=runner, replies=(reply,), change=_("today's session left out"))


def move_missed(turn: Turn, args: str) -> Outcome:
    """Place the rest of the week again after the day that was left out."""
    day = date_in(args) or turn.today
    if not plan.started(turn.runner, day):
        return before_start(turn)
    before = day_of(turn, day)
    moved = moved_to(turn, turn.runner, before)
    if moved is None:
        return Outcome(runner=turn.runner, replies=(toast(_("This week has no room for it any more.")),))
    runner = replanned(turn.runner, day)
    name = turn.content.session(before.session.type).name if before.session else _("the session")
    text = paragraphs(
        _("{name} moves to {day}. Heavy days stay apart, and your key runs keep fresh legs.").format(
            name=escape(name), day=near_day(moved, turn.today)
        ),
        _("From here this week: {sessions}.").format(sessions=_coming(replace(turn, runner=runner), day)),
    )
    reply = Reply(text=text, buttons=keyboard((command_button(_("Week"), "week"), command_button(_("Undo"), "undo"))))
    return Outcome(runner=runner, replies=(replace(reply, edit=True),), change=_("the session moved within the week"))


def _coming(turn: Turn, after: date) -> str:
    """`Wed Lower body strength, Fri Glutes and hamstrings`: the sessions of that week after a day."""
    return listed(
        f"{weekday(each.date.weekday())} {escape(turn.content.session(each.session.type).name)}"
        for each in plan.week_of(turn, plan.monday_of(after))
        if each is not None and each.session is not None and each.date > after
    )


def can_after_all(turn: Turn, args: str) -> Outcome:
    """Take "not today" back."""
    day = date_in(args) or turn.today
    choice = replace(plan.chosen(turn.runner, day), skipped=False)
    runner = plan.with_choice(turn.runner, choice)
    return shown(turn, runner, day, first=_("Good. Here it is again."), change=_("today's session is back"))


def later(turn: Turn, args: str) -> Outcome:
    """Later: when to be reminded again."""
    choices = (
        command_button(_("In 30 min"), "snooze", "30 min"),
        command_button(_("Tonight"), "snooze", "tonight"),
        command_button(_("Tomorrow"), "snooze", "tomorrow"),
    )
    reply = Reply(text=_("When shall I come back to it?"), buttons=grid(choices, 3), edit=turn.inbound.tap is not None)
    return Outcome(runner=turn.runner, replies=(replace(reply, about=f"session:{date_in(args) or turn.today}"),))


def run_off(turn: Turn, args: str) -> Outcome:
    """The run is off today: no activation; moving the run is one tap away."""
    day = date_in(args) or turn.today
    choice = replace(plan.chosen(turn.runner, day), activation_off=True)
    reply = Reply(
        text=_("No run, no activation then. If the run moves to another day, I'll plan the week around it."),
        buttons=keyboard((command_button(_("Move the run"), "move"), command_button(_("Undo"), "undo"))),
        edit=turn.inbound.tap is not None,
    )
    return Outcome(runner=plan.with_choice(turn.runner, choice), replies=(reply,), change=_("today's run is off"))


ROOM = Room(
    taps={
        "nottoday": not_today,
        "moveto": move_missed,
        "canafter": can_after_all,
        "later": later,
        "runoff": run_off,
    },
    intents={"norun": run_off_in_words},
)
