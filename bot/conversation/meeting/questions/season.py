"""The season: a race to build up to, the phase, the tune-up races on the way (R2, R31)."""

from dataclasses import replace
from datetime import date, time, timedelta

from bot.coaching.athlete import Athlete, Phase
from bot.coaching.periodization import monday_of, phase_by_date
from bot.conversation.meeting import heard
from bot.conversation.meeting.asking import Draft, Question, Step, again, pick
from bot.conversation.render import clock, date_words, day_month, grid, keyboard, lines, number, paragraphs
from bot.conversation.turn import Turn
from bot.conversation.words import N_, _
from bot.messages import Keyboard

PHASES: tuple[Phase, ...] = ("off", "base", "prep", "taper", "recovery")
WEEKS = (4, 6, 8, 10, 12, 16, 20, 24)
DISTANCES = ((5.0, N_("5 km")), (10.0, N_("10 km")), (21.1, N_("Half marathon")), (42.2, N_("Marathon")))
FARTHEST = timedelta(days=3 * 365)
LONGEST_KM = 1000


def phase_name(turn: Turn, phase: Phase) -> str:
    """The phase in the content's words."""
    return turn.content.phase(phase).name


def distance_words(turn: Turn, km: float) -> str:
    """`marathon`, `half marathon`, `10 km`, `50 km` (or miles, where those are the runner's)."""
    named = {21.1: _("half marathon"), 42.2: _("marathon")}.get(round(km, 1))
    if named:
        return named
    return _("{n} mi").format(n=number(round(km / 1.609344, 1))) if turn.runner.distance == "mi" else f"{number(km)} km"


def race_words(turn: Turn) -> str:
    """`marathon on Sun 6 Jun 2027`, or that there is none."""
    athlete = turn.runner.athlete
    if athlete.race is None:
        return _("no race")
    day = date_words(athlete.race)
    if athlete.race_km is None:
        return _("race on {date}").format(date=day)
    return _("{distance} on {date}").format(distance=distance_words(turn, athlete.race_km), date=day)


def phase_words(turn: Turn) -> str:
    """What decides the phase: the runner's word or the date of the race."""
    athlete = turn.runner.athlete
    if athlete.phase is not None:
        return _("{phase}, as you said").format(phase=phase_name(turn, athlete.phase))
    if athlete.race is not None:
        return _("planned back from your {race}").format(race=race_words(turn))
    return _("{phase}, no race").format(phase=phase_name(turn, "off"))


def disagreement(turn: Turn) -> Phase | None:
    """The phase the race date asks for where the declared one is another (R31); else None."""
    athlete = turn.runner.athlete
    if athlete.phase is None or athlete.race is None or athlete.race < turn.today:
        return None
    by_date = phase_by_date(athlete, monday_of(turn.today))
    return None if by_date == athlete.phase else by_date


# -- phase -------------------------------------------------------------------------------------------------------------


def _ask_phase(turn: Turn, _draft: Draft) -> str:
    clash = disagreement(turn)
    if clash:
        return _("By your race date it would be {by_date} now; you chose {declared}. Which one shall I follow?").format(
            by_date=phase_name(turn, clash), declared=phase_name(turn, turn.runner.athlete.phase or "off")
        )
    return _(
        "Is there a race to build up to? Write it, like “marathon 6 June” or “10k in 10 weeks”, and I plan base, race "
        "prep and taper back from that day. Without one, say where you are in your year."
    )


def _phase_choices(turn: Turn, _draft: Draft) -> Keyboard:
    athlete = turn.runner.athlete
    if athlete.race is None:
        first = [pick(_("No race: off-season"), "phase", "follow"), pick(_("I have a race"), "phase", "race")]
    else:
        first = [pick(_("Follow the race date"), "phase", "follow"), pick(_("Another race"), "phase", "race")]
    others = [pick(phase_name(turn, phase), "phase", phase) for phase in PHASES if phase != "off" or athlete.race]
    return keyboard(first, *grid(others, 2))


def _tap_phase(turn: Turn, _draft: Draft, arg: str) -> Step | None:
    if arg == "race":
        return Step(runner=turn.runner, done=False, goto="races")
    if arg == "follow":
        return follow_date(turn)
    known = next((phase for phase in PHASES if phase == arg), None)
    return declare(turn, known) if known else None


def _read_phase(turn: Turn, _draft: Draft, text: str) -> Step | None:
    phase = phase_in(text)
    race = heard.race(turn, text) if heard.RACE_WORDS.search(text) else None
    if race is not None and race.km and race.day is None and phase is None:
        return again(turn, {}, warn=_("On which day is it? Write the date too, like “marathon 6 June”."))
    if race is None or (race.day is None and not race.none):
        return declare(turn, phase) if phase else None
    start = heard.race_start(text)
    step = set_race(turn, race.day, race.km, start)
    if not step.done or phase is None:
        far = race.day and race.km is None and step.done
        return Step(runner=turn.runner, done=False, goto="races", draft=_dated(race.day, start)) if far else step
    declared = declare(replace(turn, runner=step.runner), phase)
    return replace(declared, says=f"{step.says}; {declared.says}" if race.day else declared.says)


def phase_in(text: str) -> Phase | None:
    """The phase a text names."""
    bare = f" {text.lower()} "
    for words, phase in heard.PHASE_WORDS:
        if any(f" {word}" in bare for word in words):
            return phase
    return None


def declare(turn: Turn, phase: Phase) -> Step:
    """The runner's own word on the phase; it stands until they change it (R31)."""
    athlete = replace(turn.runner.athlete, phase=phase, phase_since=turn.today)
    runner = replace(turn.runner, athlete=athlete)
    changed = replace(turn, runner=runner)
    clash = disagreement(changed)
    warn = ""
    if clash:
        warn = _("By your race date it would be {phase} now. I follow your word; /settings phase switches.").format(
            phase=phase_name(turn, clash)
        )
    return Step(runner=runner, says=_("Phase: {phase}").format(phase=phase_name(turn, phase)), warn=warn)


def follow_date(turn: Turn) -> Step:
    """The phase follows the race date; off without a race (R2)."""
    runner = replace(turn.runner, athlete=replace(turn.runner.athlete, phase=None, phase_since=None))
    changed = replace(turn, runner=runner)
    return Step(runner=runner, says=_("Phase: {phase}").format(phase=phase_words(changed)))


# -- races -------------------------------------------------------------------------------------------------------------


def _drafted(draft: Draft) -> date | None:
    day = draft.get("race")
    return date.fromisoformat(day) if isinstance(day, str) else None


def _dated(day: date | None, start: time | None) -> Draft:
    """The draft of a race whose distance is still to come."""
    return {"race": str(day)} | ({"start": clock(start)} if start else {})


def start_of(draft: Draft) -> time | None:
    """The start that was told with the date."""
    start = draft.get("start")
    return time.fromisoformat(start) if isinstance(start, str) else None


def _ask_races(turn: Turn, draft: Draft) -> str:
    day = _drafted(draft)
    if day:
        return _("{date}: how far is it? Tap, or write it, like “50 km” or “10 miles”.").format(date=date_words(day))
    athlete = turn.runner.athlete
    known = ""
    if athlete.race:
        known = _("It starts at {time}.").format(time=clock(athlete.race_time))
    if athlete.tune_ups:
        days = ", ".join(date_words(each) for each in athlete.tune_ups)
        known = lines(known, _("Tune-up races: {days}.").format(days=days))
    ask = _("When is your main race? Tap the week, or write it: “marathon 6 June”, “10k in 10 weeks”.")
    more = _("“Starts 9:30” sets its start, “tune-up 11 April” adds a smaller race on the way.") if known else None
    return paragraphs(known, lines(ask, more))


def _race_choices(turn: Turn, draft: Draft) -> Keyboard:
    if _drafted(draft):
        named = [pick(_(label), "races", "km", number(km)) for km, label in DISTANCES]
        return keyboard(*grid(named, 2), [pick(_("Another distance"), "races", "km", 0)])
    sundays = [_sunday_in(turn.today, weeks) for weeks in WEEKS]
    weeks = [
        pick(_("{date} ({n} wk)").format(date=day_month(day), n=count), "races", "day", day)
        for count, day in zip(WEEKS, sundays, strict=True)
    ]
    clear = [pick(_("No race"), "races", "none")]
    if turn.runner.athlete.tune_ups:
        clear.append(pick(_("No tune-ups"), "races", "notune"))
    return keyboard(*grid(weeks, 2), clear)


def _sunday_in(today: date, weeks: int) -> date:
    return monday_of(today) + timedelta(days=7 * weeks + 6)


def _tap_races(turn: Turn, draft: Draft, arg: str) -> Step | None:
    what, _bar, value = arg.partition("|")
    if what == "none":
        return set_race(turn, None, None)
    if what == "notune":
        return set_tune_ups(turn, ())
    if what == "day":
        return again(turn, {"race": date.fromisoformat(value).isoformat()})
    day = _drafted(draft)
    if what == "km" and day:
        return set_race(turn, day, float(value) or None, start_of(draft))
    return None


def _read_races(turn: Turn, draft: Draft, text: str) -> Step | None:
    day = _drafted(draft)
    if day:
        km = heard.distance(text)
        if km is not None:
            return set_race(turn, day, km, start_of(draft))
    tune_up = "tune" in text.lower()
    race = heard.race(turn, text)
    if race is None:
        start = heard.clock(turn, text) if "start" in text.lower() else None
        return set_start(turn, start) if isinstance(start, time) else None
    if tune_up:
        days = (*turn.runner.athlete.tune_ups, race.day) if race.day else ()
        return set_tune_ups(turn, days)
    if race.day is None and not race.none:
        return again(turn, {}, warn=_("On which day is it? Write the date too, like “marathon 6 June”."))
    if race.day and race.km is None:
        wrong = unlikely(turn, race.day)
        return again(turn, {} if wrong else _dated(race.day, heard.race_start(text)), warn=wrong)
    return set_race(turn, race.day, race.km, heard.race_start(text))


def unlikely(turn: Turn, day: date) -> str:
    """Why a date is no race to plan for; empty where it is one."""
    if day < turn.today:
        return _("{date} is past. Which date is your next race?").format(date=date_words(day))
    if day - turn.today > FARTHEST:
        return _("{date} is more than three years away. Please tell me one that is nearer.").format(
            date=date_words(day)
        )
    return ""


def set_race(turn: Turn, day: date | None, km: float | None, start: time | None = None) -> Step:
    """The runner with that main race, or none; the phase follows its date unless they declared one (R31).

    `start` is the time of day it starts at, where that was told.
    """
    wrong = unlikely(turn, day) if day else ""
    if wrong or (km is not None and not 0 < km <= LONGEST_KM):
        return again(turn, {}, warn=wrong or _("I can plan for races up to 1,000 km. How far is it?"))
    athlete: Athlete = replace(turn.runner.athlete, race=day, race_km=km if day else None)
    changed = replace(turn, runner=replace(turn.runner, athlete=athlete))
    clash = disagreement(changed)
    warn = ""
    if clash and athlete.phase:
        warn = _("By that date it would be {by_date} now; you chose {declared}. /settings phase switches.").format(
            by_date=phase_name(turn, clash), declared=phase_name(turn, athlete.phase)
        )
    step = Step(runner=changed.runner, says=_("Race: {race}").format(race=race_words(changed)), warn=warn)
    if day is None or start is None:
        return step
    started = set_start(changed, start)
    return replace(step, runner=started.runner, says=f"{step.says}; {started.says}")


def set_start(turn: Turn, at: time) -> Step:
    """The runner with that start of the main race."""
    athlete = replace(turn.runner.athlete, race_time=at)
    says = _("Race start: {time}").format(time=clock(at))
    return Step(runner=replace(turn.runner, athlete=athlete), says=says)


def set_tune_ups(turn: Turn, days: tuple[date, ...]) -> Step:
    """The runner with those smaller races; they bring no taper (R2)."""
    for day in days:
        if day < turn.today or day == turn.runner.athlete.race:
            wrong = unlikely(turn, day) or _("That is the day of your main race already.")
            return again(turn, {}, warn=wrong)
    kept = tuple(sorted(set(days)))
    words = ", ".join(date_words(day) for day in kept) or _("none")
    athlete = replace(turn.runner.athlete, tune_ups=kept)
    return Step(runner=replace(turn.runner, athlete=athlete), says=_("Tune-up races: {days}").format(days=words))


PHASE = Question(
    id="phase",
    title=N_("Your season"),
    hint=N_("Write a race like “half marathon 12 June”, or a phase: off-season, base, prep, taper or recovery."),
    ask=_ask_phase,
    choices=_phase_choices,
    tap=_tap_phase,
    read=_read_phase,
    value=phase_words,
)
RACES = Question(
    id="races",
    title=N_("Races"),
    hint=N_("Write the date and distance, like “marathon 6 June”, or “no race”."),
    ask=_ask_races,
    choices=_race_choices,
    tap=_tap_races,
    read=_read_races,
    value=race_words,
)
