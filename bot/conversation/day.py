"""Today: the day's card and what hangs on it: why, form, and the choices that skip, put off or soften the day."""

from dataclasses import replace
from datetime import date, timedelta

from bot.coaching.runner import Runner, WeekChoice
from bot.coaching.session import Day
from bot.content import Content
from bot.conversation import echo, plan, safety
from bot.conversation.card import day_text, heading, logged_text, notices
from bot.conversation.commands import Command, Room
from bot.conversation.plan import date_in, day_of
from bot.conversation.render import (
    bold,
    bullets,
    button,
    command_button,
    fit,
    grid,
    keyboard,
    near_day,
    paragraphs,
    quote,
    toast,
)
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import N_, _
from bot.messages import Keyboard, Reply, escape

BAD_NIGHT_H = 4.0
VERY_SORE = 8


def today(turn: Turn, args: str) -> Outcome:
    """`/today`: the card of today, or of the day in `args` (ISO) where a button carries one."""
    return shown(turn, turn.runner, date_in(args) or turn.today)


def shown(turn: Turn, runner: Runner, day: date, *, first: str | None = None, change: str | None = None) -> Outcome:
    """The day's card as an outcome, after `runner` was changed; `first` is the line that says what changed."""
    told = replace(turn, runner=runner)
    reply, seen = card(told, day, first=first)
    return Outcome(runner=replace(runner, notices_seen=seen), replies=(reply,), change=change)


def card(turn: Turn, day: date, *, first: str | None = None) -> tuple[Reply, frozenset[str]]:
    """The card of `day` with its buttons, in place of the tapped message on a tap; and the notices seen with it."""
    if not plan.started(turn.runner, day):
        return _before_start(turn), turn.runner.notices_seen
    planned = day_of(turn, day)
    if planned.referral is not None:
        return safety.referral(turn, planned), turn.runner.notices_seen
    advice, seen = notices(turn, planned)
    report = plan.report_on(turn.runner, day)
    if report is None:
        text = paragraphs(first, _away(turn, day), _left_out(turn, day), day_text(turn, planned, advice=advice))
    else:
        told = echo.reading_lines(turn, report.reading, report.session.exercises if report.session else ())
        text = paragraphs(first, logged_text(turn, planned, told))
    reply = Reply(
        text=fit(text),
        buttons=buttons(turn, planned),
        edit=turn.inbound.tap is not None,
        key=f"day:{day}",
        about=f"session:{day}",
    )
    return reply, seen


def buttons(turn: Turn, planned: Day) -> Keyboard:
    """What can be done with a day: start, done, shorter, swap, why, form; the circuits; less on a day off."""
    day = planned.date
    done = plan.report_on(turn.runner, day)
    circuits = (
        button(_("Activation"), "act", day) if planned.activation else None,
        button(_("Mobility"), "mob", day) if planned.mobility else None,
    )
    if done is not None:
        fix = button(_("Fix"), "fix", done.id)
        return keyboard((fix, command_button(_("Undo"), "undo")), circuits)
    felt_low = _felt_low(turn, day)
    fine = (button(_("I'm fine after all"), "fine", day) if felt_low else None,)
    if planned.session is not None:
        going = turn.runner.guided is not None and turn.runner.guided.day == day
        return keyboard(
            (button(_("Go on") if going else _("Start"), "begin", day), button(_("Done"), "done", day)),
            (button(_("Shorter"), "shorter", day), button(_("Swap"), "swap", day)),
            (button(_("Why"), "why", day), button(_("Form"), "form", day)),
            circuits,
            fine,
        )
    if planned.routine is not None:
        return keyboard((button(_("Done"), "done", day), button(_("Why"), "why", day)), circuits, fine)
    return keyboard(circuits, (button(_("Why"), "why", day), command_button(_("Week"), "week")))


def reminder_buttons(planned: Day) -> Keyboard:
    """The buttons of the morning reminder."""
    day = planned.date
    if planned.session is None:
        return keyboard((button(_("Done"), "done", day), button(_("Not today"), "nottoday", day)))
    return keyboard(
        (button(_("Start"), "begin", day), button(_("Done"), "done", day)),
        (button(_("Later"), "later", day), button(_("Not today"), "nottoday", day)),
        (button(_("Slept badly"), "slept", day), button(_("Very sore"), "sore", day)),
    )


def why(turn: Turn, args: str) -> Outcome:
    """`/why`: what decided the day, rule by rule, and what the rules rest on."""
    day = date_in(args) or turn.today
    if not plan.started(turn.runner, day):
        return Outcome(runner=turn.runner, replies=(_before_start(turn),))
    planned = day_of(turn, day)
    said = [_("{says} ({rule})").format(says=escape(each.says), rule=each.rule) for each in planned.why]
    sources = _sources(turn.content, [each.rule for each in planned.why])
    text = paragraphs(
        heading(turn, planned),
        bullets(said) or _("Nothing had to be decided: the day is free."),
        quote(paragraphs(bold(_("What it rests on")), bullets(sources)), fold=True) if sources else None,
    )
    back = keyboard((button(_("Back"), "card", day),))
    return Outcome(
        runner=turn.runner,
        replies=(Reply(text=fit(text), buttons=back, edit=turn.inbound.tap is not None, about=f"session:{day}"),),
    )


def form(turn: Turn, args: str) -> Outcome:
    """The exercises of the day as buttons: each opens its figure, cues and errors."""
    day = date_in(args) or turn.today
    planned = day_of(turn, day)
    exercises = [item.exercise for item in planned.session.exercises] if planned.session else list(planned.mobility)
    choices = [command_button(_plain(turn.content, each), "exercise", each) for each in exercises]
    return Outcome(
        runner=turn.runner,
        replies=(
            Reply(
                text=_("Which one do you want to look at?"),
                buttons=(*grid(choices), *keyboard((button(_("Back"), "card", day),))),
                edit=turn.inbound.tap is not None,
                about=f"session:{day}",
            ),
        ),
    )


def slept_badly(turn: Turn, args: str) -> Outcome:
    """Slept badly: R23 for that day, the card rewritten in place."""
    return felt(turn, date_in(args) or turn.today, sleep_h=BAD_NIGHT_H)


def very_sore(turn: Turn, args: str) -> Outcome:
    """Very sore legs: R23 for that day, the card rewritten in place."""
    return felt(turn, date_in(args) or turn.today, soreness=VERY_SORE)


def fine_after_all(turn: Turn, args: str) -> Outcome:
    """Take "slept badly" and "very sore" back."""
    day = date_in(args) or turn.today
    choice = replace(plan.chosen(turn.runner, day), sleep_h=None, leg_soreness=None)
    runner = plan.with_choice(turn.runner, choice)
    return shown(turn, runner, day, first=_("Good to hear. As planned, then."), change=_("how you feel today"))


def felt(turn: Turn, day: date, *, sleep_h: float | None = None, soreness: int | None = None) -> Outcome:
    """The day again after the runner said how they slept or how sore their legs are."""
    if day != turn.today:
        return _stale(turn)
    before = day_of(turn, day)
    choice = plan.chosen(turn.runner, day)
    choice = replace(
        choice,
        sleep_h=choice.sleep_h if sleep_h is None else sleep_h,
        leg_soreness=choice.leg_soreness if soreness is None else soreness,
    )
    runner = plan.with_choice(turn.runner, choice)
    after = day_of(replace(turn, runner=runner), day)
    change = _("how you feel today")
    return shown(turn, runner, day, first=_softened(before, after), change=change)


def not_today(turn: Turn, args: str) -> Outcome:
    """Not today: the session is off, and moved where another day of this week can hold it (R24)."""
    day = date_in(args) or turn.today
    if plan.report_on(turn.runner, day) is not None or plan.chosen(turn.runner, day).skipped:
        return Outcome(runner=turn.runner, replies=(toast(_("That day is settled already.")),))
    before = day_of(turn, day)
    runner = plan.with_choice(turn.runner, replace(plan.chosen(turn.runner, day), skipped=True))
    moved = _moved_to(turn, runner, before)
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
    before = day_of(turn, day)
    moved = _moved_to(turn, turn.runner, before)
    if moved is None:
        return Outcome(runner=turn.runner, replies=(toast(_("This week has no room for it any more.")),))
    runner = _replanned(turn.runner, day)
    name = turn.content.session(before.session.type).name if before.session else _("the session")
    text = _("{name} is on {day} now. Two heavy days stay apart, and key runs keep fresh legs.").format(
        name=escape(name), day=near_day(moved, turn.today)
    )
    reply = Reply(text=text, buttons=keyboard((command_button(_("Week"), "week"), command_button(_("Undo"), "undo"))))
    return Outcome(runner=runner, replies=(replace(reply, edit=True),), change=_("the session moved within the week"))


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


def _felt_low(turn: Turn, day: date) -> bool:
    choice = plan.chosen(turn.runner, day)
    return choice.sleep_h is not None or choice.leg_soreness is not None


def _moved_to(turn: Turn, runner: Runner, before: Day) -> date | None:
    """The later day of this week that a placement without `before`'s day gives its session to."""
    if before.session is None:
        return None
    replanned = replace(turn, runner=_replanned(runner, before.date))
    standing = {each.date for each in plan.week_of(turn, plan.monday_of(before.date)) if each and each.session}
    for each in plan.week_of(replanned, plan.monday_of(before.date)):
        if each is None or each.date <= before.date or each.date in standing:
            continue
        if each.session is not None and each.session.type == before.session.type:
            return each.date
    return None


def _replanned(runner: Runner, missed: date) -> Runner:
    """The runner with this week placed again from the day after `missed`."""
    if missed.weekday() == 6:
        return runner
    monday = plan.monday_of(missed)
    known = plan.week_choice_of(runner, missed)
    again = WeekChoice(
        monday=monday, runs=known.runs if known else runner.athlete.runs, replan_from=missed.weekday() + 1
    )
    others = tuple(choice for choice in runner.week_choices if choice.monday != monday)
    return replace(runner, week_choices=(*others, again))


def _softened(before: Day, after: Day) -> str:
    if before.session is not None and after.session is None:
        return _("Then not a heavy day. Today is for moving gently; the heavy work comes back when you are rested.")
    if before.session == after.session:
        return _("Thanks, noted. Today can stay as it is: go by feel, and stop early if it doesn't come.")
    return _("I've made today lighter.")


def _away(turn: Turn, day: date) -> str | None:
    away = plan.absence_on(turn.runner, day)
    if away is None:
        return None
    until = _("until {day}").format(day=near_day(away.until, turn.today)) if away.until else _("until you are back")
    words = {"ill": _("Get well: nothing is due {until}."), "injury": _("Heal well: nothing is due {until}.")}
    return words.get(away.reason, _("You are away: nothing is due {until}.")).format(until=until)


def _left_out(turn: Turn, day: date) -> str | None:
    return _("Left out today. I won't ask about it.") if plan.chosen(turn.runner, day).skipped else None


def _before_start(turn: Turn) -> Reply:
    start = turn.runner.athlete.start
    count = (start - turn.today) // timedelta(days=1)
    text = _("Your plan starts {day}. Until then: run as you do, and try /mobility.").format(
        day=near_day(start, turn.today)
    )
    if count <= 0:
        text = _("That day is before your plan started ({day}).").format(day=near_day(start, turn.today))
    rows = keyboard((button(_("Mobility"), "mob"), command_button(_("Season"), "season")))
    return Reply(text=text, buttons=rows, edit=turn.inbound.tap is not None)


def _sources(content: Content, rules: list[str]) -> list[str]:
    found: dict[str, str] = {}
    for rule_id in rules:
        for rule in content.rules:
            if rule.id == rule_id:
                found |= {each: content.source(each).finding for each in rule.sources}
    return [f"{escape(content.source(each).name)}: {escape(finding)}" for each, finding in found.items()]


def _plain(content: Content, exercise: str) -> str:
    return content.exercise_text(exercise).name


def _stale(turn: Turn) -> Outcome:
    return Outcome(runner=turn.runner, replies=(toast(_("That was another day. /today shows the one that counts.")),))


ROOM = Room(
    commands=(
        Command(name="today", handler=today, does=N_("today's workout"), aliases=("workout", "session"), group="day"),
        Command(name="why", handler=why, does=N_("what decided today, and what it rests on"), group="day"),
    ),
    taps={
        "today": today,
        "card": today,
        "why": why,
        "form": form,
        "slept": slept_badly,
        "sore": very_sore,
        "fine": fine_after_all,
        "later": later,
        "nottoday": not_today,
        "moveto": move_missed,
        "canafter": can_after_all,
        "runoff": run_off,
    },
)
