"""`/move`: a run moves, changes its type or is off, this week only; the coach says what that changes and why (R36)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.coaching.athlete import Run, RunType
from bot.coaching.runner import Runner, WeekChoice
from bot.conversation.commands import Command, Room
from bot.conversation.render import (
    bold,
    button,
    clock,
    command_button,
    day_month,
    grid,
    keyboard,
    lines,
    paragraphs,
    toast,
)
from bot.conversation.render import weekday as weekday_name
from bot.conversation.screen import in_place, monday_in, screen
from bot.conversation.training import plan
from bot.conversation.training.differences import differences
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import N_, _
from bot.messages import Button, Keyboard, Reply

WEEK = timedelta(days=7)
TYPES: dict[RunType, str] = {"easy": N_("easy run"), "hard": N_("hard run"), "long": N_("long run")}
OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a runner wants of one run: another day, another type, or to leave it out (both None)."""

    run: Run
    to: int | None = None
    becomes: RunType | None = None

    @property
    def after(self) -> Run | None:
        """The run as it will be; None where it is off."""
        if self.to is None and self.becomes is None:
            return None
        return replace(
            self.run,
            weekday=self.run.weekday if self.to is None else self.to,
            type=self.becomes or self.run.type,
        )


def runs_of(runner: Runner, monday: date) -> tuple[Run, ...]:
    """The runs of the week from `monday`, with what was changed for it, in the order of the week."""
    choice = plan.week_choice_of(runner, monday)
    runs = runner.athlete.runs if choice is None else choice.runs
    return tuple(sorted(runs, key=lambda run: (run.weekday, run.time)))


def runs_on(runner: Runner, day: date) -> tuple[Run, ...]:
    """The runs of one day, earliest first."""
    return tuple(run for run in runs_of(runner, plan.monday_of(day)) if run.weekday == day.weekday())


def run_words(run: Run) -> str:
    """`hard run on Tuesday`."""
    return _("{run} on {day}").format(run=_(TYPES[run.type]), day=weekday_name(run.weekday, short=False))


def move(turn: Turn, args: str) -> Outcome:
    """`/move intervals to Thursday`, or by taps."""
    if args.strip():
        said = moved_in_words(turn, args)
        if said is not None:
            return said
    return choose_run(turn, "")


def choose_run(turn: Turn, args: str) -> Outcome:
    """The runs of the week from the Monday in `args` (else this week's) that are still to come."""
    monday = monday_in(turn, args) or plan.monday_of(turn.today)
    if not turn.runner.athlete.runs:
        text = _("You've told me no runs yet. Write them (“Tue hard 7:00 60 min, Sun long 8:00 2 h”) or tap below.")
        return screen(turn, text, keyboard((command_button(_("Run days"), "settings", "runs"),)))
    runs = [run for run in runs_of(turn.runner, monday) if monday + timedelta(days=run.weekday) >= turn.today]
    if not runs:
        text = _("This week's runs are behind you. Next week's can move already:")
        return screen(turn, text, keyboard((button(_("Next week"), "moverun", monday + WEEK),)))
    text = _("Which run of the week of {day} changes? It's for that week only.").format(day=day_month(monday))
    rows = grid(button(_label(run), "mv", monday, key_of(run)) for run in runs)
    onward = button(_("Next week's instead"), "moverun", monday + WEEK)
    return screen(turn, text, (*rows, *keyboard((onward if monday <= turn.today else None,))))


def choose_day(turn: Turn, args: str) -> Outcome:
    """`monday|run`: where that run goes, or what it becomes."""
    found = _tapped_run(turn, args)
    if found is None:
        return _gone(turn)
    monday, run, _rest = found
    text = _("{run}, {time}: where to?").format(run=bold(_first_up(run_words(run))), time=clock(run.time))
    open_days = [day for day in range(7) if day != run.weekday and monday + timedelta(days=day) >= turn.today]
    days = grid((button(weekday_name(day), "mvto", monday, key_of(run), day) for day in open_days), 4)
    kinds = [
        button(label, "mvas", monday, key_of(run), kind)
        for kind, label in (("easy", _("Make it easy")), ("hard", _("Make it hard")), ("long", _("Make it long")))
        if kind != run.type
    ]
    last = (button(_("Off this week"), "mvoff", monday, key_of(run)), button(_("‹ Back"), "moverun", monday))
    return screen(turn, text, (*days, *keyboard(kinds, last)))


def to_day(turn: Turn, args: str) -> Outcome:
    """`monday|run|weekday`: the run moves."""
    found = _tapped_run(turn, args)
    if found is None or found[2] not in tuple("0123456"):
        return _gone(turn)
    return apply(turn, found[0], (Change(run=found[1], to=int(found[2])),))


def to_type(turn: Turn, args: str) -> Outcome:
    """`monday|run|type`: the run becomes another."""
    found = _tapped_run(turn, args)
    kind = next((each for each in TYPES if found is not None and each == found[2]), None)
    if found is None or kind is None:
        return _gone(turn)
    return apply(turn, found[0], (Change(run=found[1], becomes=kind),))


def to_off(turn: Turn, args: str) -> Outcome:
    """`monday|run`: the run is left out."""
    found = _tapped_run(turn, args)
    return apply(turn, found[0], (Change(run=found[1]),)) if found is not None else _gone(turn)


def same_runs(turn: Turn, _args: str) -> Outcome:
    """The week ahead stays as it is."""
    return Outcome(runner=turn.runner, replies=(toast(_("Good, the same runs. Have a fine week.")),))


def change_runs(turn: Turn, args: str) -> Outcome:
    """The runs of the week ahead, under the news and not in its place."""
    outcome = choose_run(turn, args)
    return replace(outcome, replies=tuple(replace(reply, edit=False) for reply in outcome.replies))


def moved_in_words(turn: Turn, text: str) -> Outcome | None:
    """ "Intervals moved to Thursday": applied and echoed; None where the words move no run."""
    found = turn.content.reader.move(text)
    wishes = found.moves if found is not None else ()
    if not wishes or not turn.runner.athlete.runs:
        return choose_run(turn, "") if wishes else None
    monday = plan.monday_of(turn.today)
    if any(wish.to is not None and monday + timedelta(days=_weekday(wish.to)) < turn.today for wish in wishes):
        monday += WEEK
    changes: list[Change] = []
    unclear: list[tuple[tuple[Run, ...], int | None, RunType | None]] = []
    for wish in wishes:
        to = None if wish.to is None else _weekday(wish.to)
        start = None if wish.start is None else _weekday(wish.start)
        fitting = candidates(turn, monday, kind=wish.type, start=start, to=to)
        if len(fitting) == 1 and all(change.run != fitting[0] for change in changes):
            changes.append(Change(run=fitting[0], to=to, becomes=wish.becomes))
        else:
            unclear.append((fitting, to, wish.becomes))
    done = apply(turn, monday, tuple(changes)) if changes else Outcome(runner=turn.runner)
    asked = [_which(replace(turn, runner=done.runner), monday, *each) for each in unclear[:1]]
    return replace(done, replies=(*done.replies, *asked))


def candidates(turn: Turn, monday: date, *, kind: RunType | None, start: int | None, to: int | None) -> tuple[Run, ...]:
    """The runs that may be meant: of that type and day, not already on the day they go to; those to come first."""
    runs = [run for run in runs_of(turn.runner, monday) if kind in {None, run.type} and start in {None, run.weekday}]
    elsewhere = [run for run in runs if run.weekday != to] or runs
    coming = [run for run in elsewhere if monday + timedelta(days=run.weekday) >= turn.today]
    return tuple(coming or elsewhere)


def apply(turn: Turn, monday: date, changes: tuple[Change, ...]) -> Outcome:
    """The week placed again from today on, with what that moves and why; only this week, and undoable (R36)."""
    runs = list(runs_of(turn.runner, monday))
    for change in changes:
        runs.remove(change.run)
        if change.after is not None:
            runs.append(change.after)
    if sorted(runs, key=repr) == sorted(runs_of(turn.runner, monday), key=repr):
        return screen(turn, _("That's where it is already. Nothing changes."), _after_buttons(monday))
    weekday = (turn.today - monday).days
    choice = WeekChoice(monday=monday, runs=tuple(runs), replan_from=min(max(weekday, 0), 6))
    others = tuple(each for each in turn.runner.week_choices if each.monday != monday)
    runner = replace(turn.runner, week_choices=(*others, choice))
    said = [_said(change) for change in changes]
    before = plan.week_of(turn, monday)
    after = plan.week_of(replace(turn, runner=runner), monday)
    text = paragraphs(
        lines(*(bold(each) for each in said)),
        differences(turn, before, after) or _("Your strength sessions stay where they are."),
        _("This holds for the week of {day} only.").format(day=day_month(monday)),
    )
    reply = Reply(text=text, buttons=_after_buttons(monday), edit=in_place(turn))
    return Outcome(runner=runner, replies=(reply,), change="; ".join(said))


def _said(change: Change) -> str:
    run = _first_up(run_words(change.run))
    after = change.after
    if after is None:
        return _("{run}: off").format(run=run)
    if after.type != change.run.type:
        return _("{run}: now {after}").format(run=run, after=run_words(after))
    return _("{run}: moved to {day}").format(run=run, day=weekday_name(after.weekday, short=False))


def _which(turn: Turn, monday: date, fitting: tuple[Run, ...], to: int | None, becomes: RunType | None) -> Reply:
    """One question where the words fit several runs or none."""
    text = _("Which run do you mean?") if fitting else _("I find no such run that week. Which one do you mean?")
    runs = fitting or runs_of(turn.runner, monday)
    return Reply(text=text, buttons=grid(_choice(monday, run, to, becomes) for run in runs))


def _choice(monday: date, run: Run, to: int | None, becomes: RunType | None) -> Button:
    if becomes is not None and to is None:
        return button(_label(run), "mvas", monday, key_of(run), becomes)
    if to is None:
        return button(_label(run), "mv", monday, key_of(run))
    return button(_label(run), "mvto", monday, key_of(run), to)


def key_of(run: Run) -> str:
    """A run in few letters, for a button: `1h0700`."""
    return f"{run.weekday}{run.type[0]}{run.time:%H%M}"


def _tapped_run(turn: Turn, args: str) -> tuple[date, Run, str] | None:
    """The week, the run and the rest of a button's arguments; None where that run is not there any more."""
    first, _bar, rest = args.partition("|")
    key, _bar, rest = rest.partition("|")
    monday = monday_in(turn, first)
    if monday is None:
        return None
    run = next((run for run in runs_of(turn.runner, monday) if key_of(run) == key), None)
    past = monday + WEEK <= turn.today
    return None if run is None or past else (monday, run, rest)


def _gone(turn: Turn) -> Outcome:
    text = _("That run isn't there any more. /move shows the week as it is.")
    return Outcome(runner=turn.runner, replies=(toast(text),))


def _after_buttons(monday: date) -> Keyboard:
    return keyboard((button(_("Week"), "week", monday), command_button(_("Undo"), "undo")))


def _label(run: Run) -> str:
    return f"{weekday_name(run.weekday)} {_(TYPES[run.type])} {clock(run.time)}"


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def _weekday(name: str) -> int:
    return ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun").index(name)


ROOM = Room(
    commands=(
        Command(
            name="move",
            handler=move,
            does=N_("move a run this week, change its type, or leave it out"),
            example="intervals to Thursday",
            group="plan",
        ),
    ),
    taps={
        "moverun": choose_run,
        "mv": choose_day,
        "mvto": to_day,
        "mvas": to_type,
        "mvoff": to_off,
        "sameruns": same_runs,
        "changeruns": change_runs,
    },
    intents={"move": moved_in_words},
)
