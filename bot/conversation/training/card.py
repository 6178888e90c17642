"""A day as the runner reads it: the session, the routines, the run, and what else is worth a line. One screen."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from bot.coaching.advice import about_phase
from bot.coaching.athlete import Run
from bot.coaching.reasons import MISSED
from bot.coaching.runner import Runner
from bot.coaching.says import Says
from bot.coaching.session import Day, Prescription
from bot.content import Content, Dose
from bot.conversation.render import (
    bold,
    clock,
    counted,
    day_month,
    dose,
    italic,
    lines,
    load,
    near_day,
    paragraphs,
    pause,
    quote,
    span,
    weekday,
)
from bot.conversation.training import plan
from bot.conversation.turn import Turn
from bot.conversation.words import _, said
from bot.messages import escape

RUN_WORDS = {"easy": "easy run", "hard": "hard run", "long": "long run", "race": "race"}
KEY_RUNS = ("hard", "long", "race")
LINES_OF_ADVICE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One exercise of a routine with how much of it."""

    exercise: str
    dose: Dose | None


def heading(turn: Turn, day: Day) -> str:
    """`Tue 5 Jan · Lower A`, in bold."""
    near = near_day(day.date, turn.today)
    named = f"{weekday(day.date.weekday())} {day_month(day.date)}" if day.date == turn.today else near
    return bold(f"{named[:1].upper()}{named[1:]} · {what(turn.content, day)}")


def what(content: Content, day: Day) -> str:
    """The name of the day's work: its session, its routine, its race, else rest."""
    if day.referral is not None:
        return _("No training for now")
    if day.run == "race":
        return _("Race day")
    if day.session is not None:
        return content.session(day.session.type).name
    if day.routine is not None:
        return content.session(day.routine).name
    return {"hard": _("Run day"), "long": _("Long run day"), "easy": _("Easy day")}.get(day.run or "", _("Rest day"))


def season_line(content: Content, day: Day) -> str:
    """`Base · Strength, week 2 of the block`, and that it is a deload week."""
    parts = [content.phase(day.phase).name]
    if day.block is not None:
        parts.append(_("{block}, week {week}").format(block=content.block(day.block).name, week=day.week))
    if day.deload:
        parts.append(_("lighter week"))
    if day.session is not None:
        parts.append(_("about {minutes} min").format(minutes=day.session.minutes))
    return escape(" · ".join(parts))


def name_of(content: Content, exercise: str) -> str:
    """The exercise in the runner's words, escaped."""
    return escape(content.exercise_text(exercise).name)


def in_words(content: Content, says: Says) -> str:
    """What the coach says, in the runner's language, escaped."""
    return escape(said(says, lambda exercise: content.exercise_text(exercise).name))


def prescription_line(turn: Turn, item: Prescription) -> str:
    """`4 × 6–8 @ 40 kg · rest 2:30 min`, with what to aim for where that is not the bottom of the range."""
    aim = _(" (aim for {n})").format(n=item.target) if item.target and item.target > item.low else ""
    rest = _("rest {pause}").format(pause=pause(item.rest_s))
    return f"{dose(item, turn.runner.athlete.unit)}{aim} · {rest}"


def session_lines(turn: Turn, day: Day) -> str:
    """The exercises of the day's session, numbered."""
    assert day.session is not None
    return "\n".join(
        f"{place}. <b>{name_of(turn.content, item.exercise)}</b>\n    {prescription_line(turn, item)}"
        for place, item in enumerate(day.session.exercises, start=1)
    )


def effort_line(day: Day) -> str | None:
    """How hard: warm-up, reps in reserve, and how to end (R17)."""
    assert day.session is not None
    rirs = {item.rir for item in day.session.exercises if item.rir is not None}
    reserve = _(" Stop each set with {n} reps still in you.").format(n=span(min(rirs), max(rirs))) if rirs else ""
    loaded = bool(day.session.exercises and day.session.exercises[0].load)
    warm = _("Warm up for 5 min, then two lighter sets of the first lift.") if loaded else _("Warm up for 5 min.")
    return warm + reserve + " " + _("Afterwards 5–10 min of rolling or stretching.")


def run_of(runner: Runner, day: Day) -> Run | None:
    """The run that gives the day its type: the earliest of that type this week."""
    choice = plan.week_choice_of(runner, day.date)
    runs = choice.runs if choice is not None else runner.athlete.runs
    fitting = [run for run in runs if run.weekday == day.date.weekday() and run.type == day.run]
    return min(fitting, key=lambda run: run.time, default=None)


def run_line(runner: Runner, day: Day) -> str | None:
    """`Hard run at 07:00, 60 min.`; None where there is none, it was called off or none is advised (R26)."""
    if day.run == "race":
        at: time = runner.athlete.race_time
        return _("Race start {time}.").format(time=clock(at))
    run = run_of(runner, day)
    choice = plan.choice_of(runner, day.date)
    if run is None or (choice is not None and choice.activation_off) or plan.rests_legs(runner, day.date):
        return None
    names = {"easy": _("Easy run"), "hard": _("Hard run"), "long": _("Long run")}
    return _("{name} at {time}, {minutes} min.").format(name=names[run.type], time=clock(run.time), minutes=run.minutes)


def routine_items(content: Content, runner: Runner, routine_id: str) -> tuple[Item, ...]:
    """A routine's exercises, each given way to its less-equipment version where kit is missing (R25)."""
    kit = runner.athlete.equipment
    found = []
    for step in content.routine(routine_id).steps:
        exercise: str | None = step.exercise
        while exercise is not None and not content.catalogue[exercise].fits(kit):
            exercise = content.catalogue[exercise].less_equipment
        if exercise is not None:
            found.append(Item(exercise=exercise, dose=step.dose))
    return tuple(found)


def listed_items(content: Content, routine_id: str, exercises: tuple[str, ...]) -> tuple[Item, ...]:
    """The exercises the coach listed for the day, each with the dose of the step it stands for."""
    steps = content.routine(routine_id).steps
    doses = {step.exercise: step.dose for step in steps}
    for step in steps:
        exercise = content.catalogue[step.exercise].less_equipment or content.catalogue[step.exercise].easier
        while exercise is not None and exercise not in doses:
            doses[exercise] = step.dose
            known = content.catalogue[exercise]
            exercise = known.less_equipment or known.easier
    return tuple(Item(exercise=exercise, dose=doses.get(exercise)) for exercise in exercises)


def item_line(content: Content, item: Item) -> str:
    """`Couch stretch 45 s each side`."""
    name = name_of(content, item.exercise)
    if item.dose is None:
        return name
    amount = counted(span(item.dose.low, item.dose.high), item.dose.unit)
    sets = "" if item.dose.most_sets == 1 else f"{span(item.dose.sets, item.dose.most_sets)} × "
    side = _(" each side") if content.catalogue[item.exercise].per_side and item.dose.unit != "minutes" else ""
    return f"{name} {sets}{amount}{side}"


def mobility_line(day: Day) -> str | None:
    """That mobility is due, with the way to its circuit."""
    if not day.mobility:
        return None
    return _("Mobility any time today: 10–15 min (/mobility).")


def activation_line(turn: Turn, day: Day) -> str | None:
    """That the activation circuit comes before today's run, with the way to it."""
    choice = plan.choice_of(turn.runner, day.date)
    off = choice is not None and choice.activation_off
    if not day.activation or off or plan.rests_legs(turn.runner, day.date):
        return None
    minutes = 8 if turn.runner.circuit == "full" else 3
    return _("Activation before your run: {minutes} min (/activate).").format(minutes=minutes)


def notices(turn: Turn, day: Day) -> tuple[tuple[Says, ...], frozenset[str]]:
    """The advice to show with the day, and the notices seen once it was: those of R31 are said once."""
    once = set(about_phase(turn.runner.athlete, plan.monday_of(day.date)))
    seen = turn.runner.notices_seen
    missed = tuple(each.says for each in day.why if each.says == MISSED and day.session is not None)
    shown = (*missed, *(says for says in day.advice if says not in once or says not in seen))
    return shown, seen | {str(says) for says in shown if says in once}


def logged_text(turn: Turn, day: Day, told: str) -> str:
    """The card of a day that was reported: `told` in place of what was prescribed."""
    return paragraphs(
        lines(heading(turn, day), season_line(turn.content, day), run_line(turn.runner, day)),
        told,
        lines(activation_line(turn, day), mobility_line(day), next_session(turn, day.date)),
    )


def day_text(turn: Turn, day: Day, *, advice: tuple[Says, ...] | None = None) -> str:
    """The whole card of a day; `advice` replaces the day's own."""
    shown = notices(turn, day)[0] if advice is None else advice
    told = quote("\n".join(in_words(turn.content, says) for says in shown[:LINES_OF_ADVICE])) if shown else None
    return paragraphs(
        lines(heading(turn, day), season_line(turn.content, day), run_line(turn.runner, day)),
        _work(turn, day),
        told,
        lines(activation_line(turn, day), mobility_line(day)),
    )


def _work(turn: Turn, day: Day) -> str:
    content = turn.content
    if day.session is not None:
        return paragraphs(session_lines(turn, day), effort_line(day))
    if day.routine is not None:
        about = escape(content.session(day.routine).text)
        items = "\n".join(f"• {item_line(content, each)}" for each in routine_items(content, turn.runner, day.routine))
        return paragraphs(about, items)
    return rest_text(turn, day)


def rest_text(turn: Turn, day: Day) -> str:
    """What a day without a session is for, and when the next one comes."""
    words = {
        "race": _("Nothing to lift today. Warm up, trust your training, enjoy it."),
        "long": _("The long run is the work today: no lifting. Eat and drink well afterwards."),
        "hard": _("The hard run is the work today: no lifting. Give it what you have and let your legs rest."),
        "easy": _("Just the easy run today. Keep it easy enough to talk."),
    }
    resting = day.phase == "recovery" or (day.run != "race" and plan.rests_legs(turn.runner, day.date))
    says = words.get(
        "" if resting else day.run or "",
        _("Nothing to lift today: this is when you get stronger. Walk, sleep, eat well."),
    )
    coming = next_session(turn, day.date)
    return lines(says, italic(coming) if coming else None)


def next_session(turn: Turn, after: date) -> str | None:
    """`Next in the gym: Lower A, Thu 7 Jan.` within two weeks of `after`."""
    for weeks in range(2):
        for each in plan.week_of(turn, plan.monday_of(after) + timedelta(weeks=weeks)):
            if each is not None and each.date > after and each.session is not None:
                name = turn.content.session(each.session.type).name
                return _("Next in the gym: {name}, {day}.").format(name=name, day=near_day(each.date, turn.today))
    return None


def load_words(turn: Turn, item: Prescription) -> str:
    """The load of an exercise as it is found in the gym."""
    single = item.exercise == "kettlebell_swing"
    return load(item.load, turn.runner.athlete.unit, item.implement, single=single)
