"""Today: the day's card and what hangs on it: why, form, and the choices that skip, put off or soften the day."""

from dataclasses import replace
from datetime import date, timedelta

from bot.coaching.advice import about_phase
from bot.coaching.runner import Runner
from bot.coaching.session import Day
from bot.content import Content
from bot.conversation.commands import Command, Room
from bot.conversation.health import safety
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
from bot.conversation.reports import echo
from bot.conversation.training import guided, plan
from bot.conversation.training.card import day_text, heading, in_words, logged_text, notices, what
from bot.conversation.training.plan import date_in, day_of
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import N_, _
from bot.messages import Button, Keyboard, Reply, escape

BAD_NIGHT_H = 4.0
VERY_SORE = 8


def today(turn: Turn, args: str) -> Outcome:
    """`/today`: the card of today, or of the day in `args` (ISO) where a button carries one."""
    turn, said_of = guided.settled(turn)
    return shown(turn, turn.runner, date_in(args) or turn.today, first=said_of)


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
    away = _away(turn, day) if report is None else None
    if away is not None:
        back = keyboard((command_button(_("I'm back"), "resume"), command_button(_("Week"), "week")))
        return Reply(text=paragraphs(first, away), buttons=back, edit=turn.inbound.tap is not None), seen
    if report is None:
        text = paragraphs(first, _left_out(turn, day), day_text(turn, planned, advice=advice))
    else:
        told = echo.reading_lines(turn, report.reading, report.session.exercises if report.session else ())
        text = paragraphs(first, logged_text(turn, planned, told))
    reply = Reply(
        text=fit(text),
        buttons=(*buttons(turn, planned), *_phase_buttons(turn, advice, day)),
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
    fitted = planned.session is not None and _fitted(turn, day)
    fine = (
        button(_("I'm fine after all"), "fine", day) if felt_low else None,
        button(_("As planned"), "asplanned", day) if fitted else None,
    )
    if planned.session is not None:
        going = turn.runner.guided is not None and turn.runner.guided.day == day
        return keyboard(
            (button(_("Go on") if going else _("Start"), "begin", day), button(_("Done"), "done", day)),
            (button(_("Shorter"), "shorter", day), button(_("Swap"), "swap", day)),
            (button(_("Why"), "why", day), button(_("Form"), "form", day)),
            circuits,
            fine,
            hurts(turn, day),
        )
    if planned.routine is not None:
        first = (button(_("Done"), "done", day), button(_("Why"), "why", day))
        return keyboard(first, circuits, fine, hurts(turn, day))
    return keyboard(circuits, hurts(turn, day), (button(_("Why"), "why", day), command_button(_("Week"), "week")))


def hurts(turn: Turn, day: date) -> tuple[Button, ...]:
    """How each pain that changes the plan is now: one tap says that it is better."""
    standing = plan.log_of(turn, day).pain if day == turn.today else ()
    ask = _("How is it now: {area}?")
    return tuple(button(ask.format(area=turn.content.area_name(each.area)), "paina", each.area) for each in standing)


def reminder_buttons(turn: Turn, planned: Day) -> Keyboard:
    """The buttons of the morning reminder."""
    day = planned.date
    if planned.session is None:
        first = (button(_("Done"), "done", day), button(_("Not today"), "nottoday", day))
        return keyboard(first, hurts(turn, day))
    return keyboard(
        (button(_("Start"), "begin", day), button(_("Done"), "done", day)),
        (button(_("Later"), "later", day), button(_("Not today"), "nottoday", day)),
        (button(_("Slept badly"), "slept", day), button(_("Very sore"), "sore", day)),
        hurts(turn, day),
    )


def why(turn: Turn, args: str) -> Outcome:
    """`/why`: what decided the day, rule by rule, and what the rules rest on."""
    day = date_in(args) or turn.today
    if not plan.started(turn.runner, day):
        return before_start(turn)
    planned = day_of(turn, day)
    said = [f"{in_words(turn.content, each.says)} ({each.rule})" for each in planned.why]
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
    if not plan.started(turn.runner, day):
        return before_start(turn)
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
    """Take "slept badly" and "very sore" back, tapped or said."""
    day = date_in(args) or turn.today
    reports = tuple(
        replace(report, reading=replace(report.reading, sleep=None, soreness=None)) if report.day == day else report
        for report in turn.runner.reports
    )
    choice = replace(plan.chosen(turn.runner, day), sleep_h=None, leg_soreness=None)
    runner = plan.with_choice(replace(turn.runner, reports=reports), choice)
    return shown(turn, runner, day, first=_("Good to hear. As planned, then."), change=_("how you feel today"))


def felt(turn: Turn, day: date, *, sleep_h: float | None = None, soreness: int | None = None) -> Outcome:
    """The day again after the runner said how they slept or how sore their legs are."""
    if not plan.started(turn.runner, day):
        return before_start(turn)
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
    first = _softened(before, after)
    if turn.inbound.tap is not None:
        return shown(turn, runner, day, first=first, change=change)
    outcome = shown(turn, runner, day, change=change)
    answer = Reply(
        text=paragraphs(first, _("Today is now: {what}.").format(what=escape(what(turn.content, after)))),
        buttons=keyboard((button(_("I'm fine after all"), "fine", day), command_button(_("Undo"), "undo"))),
    )
    rewritten = tuple(replace(reply, edit_of=f"day:{day}") for reply in outcome.replies)
    return replace(outcome, replies=(answer, *rewritten))


def _felt_low(turn: Turn, day: date) -> bool:
    choice = plan.chosen(turn.runner, day)
    return choice.sleep_h is not None or choice.leg_soreness is not None


def _fitted(turn: Turn, day: date) -> bool:
    choice = plan.chosen(turn.runner, day)
    return bool(choice.minutes is not None or choice.equipment is not None or choice.swaps)


def _phase_buttons(turn: Turn, advice: tuple[str, ...], day: date) -> Keyboard:
    """The switch R31 offers with its notice."""
    told = set(about_phase(turn.runner.athlete, plan.monday_of(day))) & set(advice)
    if not told or turn.runner.athlete.race is None:
        return ()
    return keyboard((button(_("Follow the race date"), "bydate"), button(_("Keep my phase"), "keepphase")))


def by_date(turn: Turn, _args: str) -> Outcome:
    """Tapped: the phase follows the race date from now on (R31)."""
    athlete = replace(turn.runner.athlete, phase=None, phase_since=None)
    runner = replace(turn.runner, athlete=athlete)
    first = _("From now on your phase follows your race date.")
    return shown(turn, runner, turn.today, first=first, change=_("the phase follows the race date"))


def keep_phase(turn: Turn, _args: str) -> Outcome:
    """Tapped: the declared phase stands; it isn't asked again (R31)."""
    return shown(turn, turn.runner, turn.today, first=_("Your phase stands as you set it."))


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


def before_start(turn: Turn) -> Outcome:
    """The plan has not begun by that day: when it does."""
    return Outcome(runner=turn.runner, replies=(_before_start(turn),))


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
        "bydate": by_date,
        "keepphase": keep_phase,
    },
)
