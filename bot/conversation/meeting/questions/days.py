"""The days: when the runner runs, and when there is time for strength work."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.coaching.athlete import ALL_GYM_DAYS, GymDay, Run, RunType
from bot.conversation.meeting import heard
from bot.conversation.meeting.asking import Draft, Question, Step, again, pick, ticked
from bot.conversation.render import clock, keyboard, lines, listed, paragraphs, weekday
from bot.conversation.render import minutes as in_minutes
from bot.conversation.turn import Turn
from bot.conversation.words import N_, _
from bot.messages import Button, Keyboard

TYPES: tuple[RunType | None, ...] = (None, "easy", "hard", "long")
USUAL_MINUTES: Mapping[RunType, int] = {"easy": 45, "hard": 60, "long": 90}
SHORTEST, LONGEST = 10, 360
TYPICAL: Mapping[str, tuple[tuple[int, RunType], ...]] = {
    "3": ((1, "hard"), (3, "easy"), (6, "long")),
    "4": ((1, "hard"), (2, "easy"), (5, "easy"), (6, "long")),
    "5": ((1, "hard"), (2, "easy"), (3, "hard"), (5, "easy"), (6, "long")),
}


def run_type(kind: RunType) -> str:
    """`hard` in the runner's language."""
    return {"easy": _("easy"), "hard": _("hard"), "long": _("long")}[kind]


def run_words(run: Run) -> str:
    """`Tue hard 07:00, 60 min`."""
    return _("{day} {type} {time}, {minutes}").format(
        day=weekday(run.weekday), type=run_type(run.type), time=clock(run.time), minutes=in_minutes(run.minutes)
    )


def runs_words(runs: Sequence[Run]) -> str:
    """All runs of the week, or that none is fixed."""
    return "; ".join(run_words(run) for run in runs) if runs else _("no fixed days")


def gym_words(gym: Sequence[GymDay]) -> str:
    """`Mon, Thu at 18:00`, `any day at 18:00`, `Mon at 07:00, Thu at 18:00`."""
    if not gym:
        return _("no days")
    times = {day.time for day in gym}
    if len(times) > 1:
        return listed(_("{day} at {time}").format(day=weekday(day.weekday), time=clock(day.time)) for day in gym)
    days = _("any day") if len(gym) == 7 else listed(weekday(day.weekday) for day in gym)
    return _("{day} at {time}").format(day=days, time=clock(gym[0].time))


def shifted(at: time, minutes: int) -> time:
    """A wall time moved within its day, round the clock."""
    return (datetime(2000, 1, 1, at.hour, at.minute) + timedelta(minutes=minutes)).time()  # noqa: DTZ001 - a wall time


# -- runs --------------------------------------------------------------------------------------------------------------


def _drafted(turn: Turn, draft: Draft) -> list[Run]:
    rows = draft.get("runs")
    if not isinstance(rows, Sequence):
        return list(turn.runner.athlete.runs)
    return heard.rows(rows)


def _draft(runs: Sequence[Run], chosen: int | None) -> Draft:
    rows = [[run.weekday, run.type, clock(run.time), run.minutes] for run in runs]
    return {"runs": rows, "day": chosen}


def _chosen(draft: Draft) -> int | None:
    day = draft.get("day")
    return day if isinstance(day, int) else None


def _ask_runs(turn: Turn, draft: Draft) -> str:
    runs = _drafted(turn, draft)
    ask = _(
        "Which days do you run? Tap a day, and again to change it: easy → hard → long → rest. Or write it: "
        "“Tue hard 7:00 60min, Sun long 8am 2h”."
    )
    if not runs:
        return ask
    chosen = _chosen(draft)
    rows = [f"• {run_words(run)}" + (" ←" if run.weekday == chosen else "") for run in runs]
    return f"{ask}\n\n" + lines(*rows)


def _day_button(runs: Sequence[Run], day: int) -> Button:
    kinds = "+".join(run_type(run.type) for run in runs if run.weekday == day)
    return pick(f"{weekday(day)} {kinds or '–'}", "runs", "day", day)


def _run_choices(turn: Turn, draft: Draft) -> Keyboard:
    runs, chosen = _drafted(turn, draft), _chosen(draft)
    week = [_day_button(runs, day) for day in range(7)]
    if not runs:
        typical = [pick(_("{n} runs").format(n=count), "runs", "typical", count) for count in TYPICAL]
        return keyboard([pick(_("No fixed days"), "runs", "none")], typical, week[:4], week[4:])
    run = next((each for each in runs if each.weekday == chosen), None)
    tune: tuple[list[Button], ...] = ()
    if run:
        name = weekday(run.weekday)
        tune = (
            _stepper("at", 30, f"{name} {clock(run.time)}"),
            _stepper("for", 15, in_minutes(run.minutes)),
        )
    end = [pick(_("That's my week"), "runs", "ok"), pick(_("No fixed days"), "runs", "none")]
    return keyboard(week[:4], week[4:], *tune, end)


def _stepper(what: str, by: int, label: str) -> list[Button]:
    less, more = pick(f"−{by}", "runs", what, -by), pick(f"+{by}", "runs", what, by)
    return [less, pick(label, "runs", what, 0), more]


def _tap_runs(turn: Turn, draft: Draft, arg: str) -> Step | None:
    what, _bar, value = arg.partition("|")
    runs = _drafted(turn, draft)
    if what == "none":
        return set_runs(turn, ())
    if what == "ok":
        return set_runs(turn, runs)
    if what == "typical" and value in TYPICAL:
        typical = [
            Run(weekday=day, type=kind, minutes=USUAL_MINUTES[kind], time=time(8) if kind == "long" else time(7))
            for day, kind in TYPICAL[value]
        ]
        return again(turn, _draft(typical, None))
    chosen = _chosen(draft)
    if what == "day" and value.isdecimal() and int(value) < 7:
        day = int(value)
        first = day != chosen and any(run.weekday == day for run in runs)
        return again(turn, _draft(runs if first else _cycled(runs, day), day))
    if what in {"at", "for"} and chosen is not None:
        return again(turn, _draft([_tuned(run, chosen, what, int(value)) for run in runs], chosen))
    return None


def _cycled(runs: Sequence[Run], day: int) -> list[Run]:
    now = next((run for run in runs if run.weekday == day), None)
    then = TYPES[(TYPES.index(now.type if now else None) + 1) % len(TYPES)]
    kept = [run for run in runs if run.weekday != day]
    if then is None:
        return kept
    at = now.time if now else (kept[-1].time if kept else time(7))
    return sorted([*kept, Run(weekday=day, type=then, time=at, minutes=USUAL_MINUTES[then])], key=_order)


def _tuned(run: Run, chosen: int, what: str, by: int) -> Run:
    if run.weekday != chosen:
        return run
    if what == "at":
        return replace(run, time=shifted(run.time, by))
    return replace(run, minutes=min(LONGEST, max(SHORTEST, run.minutes + by)))


def _order(run: Run) -> tuple[int, time]:
    return run.weekday, run.time


def _read_runs(turn: Turn, draft: Draft, text: str) -> Step | None:
    runs = heard.runs(turn, text)
    if runs is None:
        return None
    if any(not SHORTEST <= run.minutes <= LONGEST for run in runs):
        return again(turn, draft, warn=_("A run takes 10 minutes to 6 hours here. How long is it?"))
    return set_runs(turn, runs)


def set_runs(turn: Turn, runs: Sequence[Run]) -> Step:
    """The runner with those weekly runs (R6, R32)."""
    athlete = replace(turn.runner.athlete, runs=tuple(sorted(runs, key=_order)), runs_given=bool(runs))
    says = _("Runs: {runs}").format(runs=runs_words(athlete.runs))
    return Step(runner=replace(turn.runner, athlete=athlete), says=says)


# -- gym ---------------------------------------------------------------------------------------------------------------

GYM_SETS: tuple[tuple[int, ...], ...] = ((0, 3), (1, 4), (0, 2, 4), (1, 3, 5))


def _gym_drafted(turn: Turn, draft: Draft) -> tuple[list[int], time]:
    days, at = draft.get("days"), draft.get("at")
    gym = turn.runner.athlete.gym
    known = list(days) if isinstance(days, Sequence) else [day.weekday for day in gym]
    when = time.fromisoformat(at) if isinstance(at, str) else (gym[0].time if gym else time(18))
    return known, when


def _ask_gym(turn: Turn, draft: Draft) -> str:
    days, at = _gym_drafted(turn, draft)
    chosen = gym_words([GymDay(weekday=day, time=at) for day in sorted(days)])
    return paragraphs(
        _(
            "When could you do strength work, at the gym or at home? Tap the days that are open to you, or write them: "
            "“Mon and Thu 18:30”. I use two or three of them."
        ),
        _("Chosen: {days}").format(days=chosen),
    )


def _gym_choices(turn: Turn, draft: Draft) -> Keyboard:
    days, at = _gym_drafted(turn, draft)
    week = [pick(ticked(weekday(day), on=day in days), "gym", "day", day) for day in range(7)]
    sets = [
        pick(" ".join(weekday(day) for day in several), "gym", "set", "".join(map(str, several)))
        for several in GYM_SETS
    ]
    return keyboard(
        [pick(_("These days"), "gym", "ok"), pick(_("Any day at {time}").format(time=clock(at)), "gym", "any")],
        sets[:2],
        sets[2:],
        week[:4],
        week[4:],
        [pick("−30", "gym", "at", -30), pick(clock(at), "gym", "at", 0), pick("+30", "gym", "at", 30)],
    )


def _tap_gym(turn: Turn, draft: Draft, arg: str) -> Step | None:
    what, _bar, value = arg.partition("|")
    days, at = _gym_drafted(turn, draft)
    if what == "ok":
        return set_gym(turn, [GymDay(weekday=day, time=at) for day in sorted(days)])
    if what == "any":
        return set_gym(turn, [GymDay(weekday=day, time=at) for day in range(7)])
    if what == "set" and value.isdecimal():
        days = sorted({int(each) for each in value if int(each) < 7})
    elif what == "day" and value.isdecimal() and int(value) < 7:
        days = sorted(set(days) ^ {int(value)})
    elif what == "at":
        at = shifted(at, int(value))
    else:
        return None
    return again(turn, {"days": days, "at": clock(at)})


def _read_gym(turn: Turn, draft: Draft, text: str) -> Step | None:
    _days, at = _gym_drafted(turn, draft)
    gym = heard.gym(turn, text, at)
    return None if gym is None else set_gym(turn, gym)


def set_gym(turn: Turn, gym: Sequence[GymDay]) -> Step:
    """The runner with those gym days (R6, R32). No day means no strength sessions, and it is said."""
    days = tuple(sorted(gym, key=lambda day: day.weekday))
    athlete = replace(turn.runner.athlete, gym=days, gym_given=days != ALL_GYM_DAYS)
    warn = (
        "" if days else _("Without a day there will be no strength sessions, only mobility. /settings gym changes it.")
    )
    says = _("Gym: {days}").format(days=gym_words(days))
    return Step(runner=replace(turn.runner, athlete=athlete), says=says, warn=warn)


RUNS = Question(
    id="runs",
    title=N_("Your runs"),
    hint=N_("Write the days like “Tue hard 7:00 60min, Sun long 8am 2h”, or “no fixed days”."),
    ask=_ask_runs,
    choices=_run_choices,
    tap=_tap_runs,
    read=_read_runs,
    value=lambda turn: runs_words(turn.runner.athlete.runs),
    numbered=False,
    shows_now=False,
)
GYM = Question(
    id="gym",
    title=N_("Strength days"),
    hint=N_("Write the days like “Mon and Thu 18:30”, or “any day”."),
    ask=_ask_gym,
    choices=_gym_choices,
    tap=_tap_gym,
    read=_read_gym,
    value=lambda turn: gym_words(turn.runner.athlete.gym),
    numbered=False,
    shows_now=False,
)
