"""The runner as a lifter: experience, units and body mass (R19, R29)."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.coaching.athlete import Athlete, Experience, Unit
from bot.conversation.meeting.asking import Draft, Question, Step, again, pick, ticked
from bot.conversation.render import bullets, converted, grid, keyboard, lines, number
from bot.conversation.turn import Turn
from bot.conversation.words import N_, _
from bot.messages import Keyboard, escape

EXPERIENCES: Mapping[Experience, tuple[str, str]] = {
    "beginner": (N_("Beginner"), N_("under 6 months of lifting")),
    "intermediate": (N_("Intermediate"), N_("6 months to 2 years, or on and off")),
    "advanced": (N_("Advanced"), N_("2 years and more, heavy lifts are routine")),
}
_BEGINNER = re.compile(
    r"\b(beginn\w*|begginer|beginer|novice|new|newbie|never|none|no experience|first time|start\w*|little)\b"
)
_INTERMEDIATE = re.compile(r"\b(inter\w*|some|medium|on and off|average|a bit|okay|ok|year|a year|1 year|one year)\b")
_ADVANCED = re.compile(r"\b(advan\w*|expert|experienced|pro|lots?|many years|years|long time)\b")
_SPAN = re.compile(r"\b(\d+(?:[.,]\d+)?)\s*(months?|mths?|years?|yrs?|y|mo)\b")

LIGHTEST_KG, HEAVIEST_KG = 30, 250
STONE_LB = 14


def experience_words(turn: Turn) -> str:
    """`Intermediate`; for someone under 18 with what it means (R28)."""
    athlete = turn.runner.athlete
    name = _(EXPERIENCES[athlete.experience][0])
    return _("{name}, planned as a beginner under 18").format(name=name) if athlete.is_minor else name


def _ask_experience(_turn: Turn, _draft: Draft) -> str:
    rows = [f"<b>{escape(_(name))}</b>: {escape(_(what))}" for name, what in EXPERIENCES.values()]
    return lines(_("How much strength training have you done?"), bullets(rows))


def _experience_choices(_turn: Turn, _draft: Draft) -> Keyboard:
    return keyboard([pick(_(name), "experience", key) for key, (name, _what) in EXPERIENCES.items()])


def _tap_experience(turn: Turn, _draft: Draft, arg: str) -> Step | None:
    known = next((key for key in EXPERIENCES if key == arg), None)
    return set_experience(turn, known) if known else None


def _read_experience(turn: Turn, _draft: Draft, text: str) -> Step | None:
    found = experience_in(text)
    return set_experience(turn, found) if found else None


def experience_in(text: str) -> Experience | None:
    """The experience a text names, in words or as a span of time; None where it names none."""
    bare = text.lower()
    span = _SPAN.search(bare)
    if span:
        count = float(span.group(1).replace(",", "."))
        months = count if span.group(2).startswith("m") else count * 12
        return "beginner" if months < 6 else "intermediate" if months < 24 else "advanced"
    for words, experience in ((_BEGINNER, "beginner"), (_INTERMEDIATE, "intermediate"), (_ADVANCED, "advanced")):
        if words.search(bare):
            return experience  # type: ignore[return-value]
    return None


def set_experience(turn: Turn, experience: Experience) -> Step:
    """The runner with that experience."""
    runner = replace(turn.runner, athlete=replace(turn.runner.athlete, experience=experience))
    says = _("Experience: {name}").format(name=experience_words(replace(turn, runner=runner)))
    return Step(runner=runner, says=says)


# -- units and body mass -----------------------------------------------------------------------------------------------

UNITS: tuple[tuple[Unit, str], ...] = (("kg", "km"), ("lb", "mi"), ("kg", "mi"), ("lb", "km"))
OFFERED: Mapping[Unit, tuple[int, ...]] = {
    "kg": (50, 55, 60, 65, 70, 75, 80, 85),
    "lb": (110, 120, 130, 145, 155, 165, 180, 200),
}
_MASS = re.compile(r"(?<![\d.,:])(\d{2,3}(?:[.,]\d{1,2})?)\s*(kgs?|kilos?|kilograms?|lbs?|pounds?)?\b(?![:/])")
_STONES = re.compile(r"\b(\d{1,2})\s*(?:st|stones?)\b(?:\s*(\d{1,2})\s*(?:lbs?|pounds?)?)?")


def body_words(turn: Turn) -> str:
    """`70 kg, distances in km`."""
    runner = turn.runner
    mass = runner.athlete.body_mass
    known = (
        f"{number(mass)} {runner.athlete.unit}"
        if mass
        else _("{unit}, body mass not told").format(unit=runner.athlete.unit)
    )
    return _("{mass}, distances in {distance}").format(mass=known, distance=runner.distance)


def _ask_body(_turn: Turn, _draft: Draft) -> str:
    return _(
        "Kilos or pounds, and what do you weigh? I use it for your first, deliberately light loads and for protein. "
        "Tap, or write it: “68.5 kg”, “150 lb”, “10 st 7”."
    )


def _body_choices(turn: Turn, _draft: Draft) -> Keyboard:
    unit, distance = turn.runner.athlete.unit, turn.runner.distance
    units = [
        pick(ticked(f"{mass} · {far}", on=(mass, far) == (unit, distance)), "body", "unit", mass, far)
        for mass, far in UNITS
    ]
    masses = [pick(f"{mass} {unit}", "body", "mass", mass) for mass in OFFERED[unit]]
    return keyboard([pick(_("Rather not say"), "body", "none")], units[:2], units[2:], *grid(masses, 4))


def _tap_body(turn: Turn, _draft: Draft, arg: str) -> Step | None:
    what, _bar, value = arg.partition("|")
    if what == "none":
        return set_mass(turn, None, turn.runner.athlete.unit)
    if what == "mass" and value.isdecimal():
        return set_mass(turn, float(value), turn.runner.athlete.unit)
    unit = next(((mass, far) for mass, far in UNITS if f"{mass}|{far}" == value), None)
    if what != "unit" or unit is None:
        return None
    runner = in_units(turn.runner.athlete, unit[0])
    changed = replace(turn.runner, athlete=runner, distance="mi" if unit[1] == "mi" else "km")
    return Step(
        runner=changed, done=False, says=_("Units: {mass} and {distance}").format(mass=unit[0], distance=unit[1])
    )


def _read_body(turn: Turn, _draft: Draft, text: str) -> Step | None:
    bare = text.lower()
    runner = turn.runner
    found = mass_in(bare, runner.athlete.unit)
    unit = found[1] if found else unit_in(bare)
    distance = distance_in(bare) or ("mi" if unit == "lb" and runner.athlete.unit == "kg" else None)
    if distance:
        runner = replace(runner, distance="mi" if distance == "mi" else "km")
    changed = replace(turn, runner=runner)
    if found:
        return set_mass(changed, *found)
    if re.search(r"\b(rather not|not say|no|none|secret|private)\b", bare):
        return set_mass(changed, None, runner.athlete.unit)
    if (unit is None and distance is None) or re.search(r"\d", bare):
        return None
    athlete = in_units(runner.athlete, unit or runner.athlete.unit)
    return set_mass(changed, athlete.body_mass, athlete.unit)


def mass_in(text: str, unit: Unit) -> tuple[float, Unit] | None:
    """A body mass and its unit in a text; a bare number takes `unit`. None where there is none."""
    stones = _STONES.search(text)
    if stones:
        return float(int(stones.group(1)) * STONE_LB + int(stones.group(2) or 0)), "lb"
    found = _MASS.search(text)
    if not found:
        return None
    named: Unit | None = None
    if found.group(2):
        named = "kg" if found.group(2).startswith("k") else "lb"
    return float(found.group(1).replace(",", ".")), named or unit_in(text) or unit


def unit_in(text: str) -> Unit | None:
    """kg or lb, where a text names one."""
    if re.search(r"\b(lbs?|pounds?|imperial)\b", text):
        return "lb"
    return "kg" if re.search(r"\b(kgs?|kilos?|kilograms?|metric)\b", text) else None


def distance_in(text: str) -> str | None:
    """km or mi, where a text names one."""
    if re.search(r"\b(mi|miles?|imperial)\b", text):
        return "mi"
    return "km" if re.search(r"\b(km|kms|kilomet\w+|metric)\b", text) else None


def in_units(athlete: Athlete, unit: Unit) -> Athlete:
    """The athlete with every mass of theirs in another unit."""
    if athlete.unit == unit:
        return athlete

    def turned(value: float) -> float:
        return round(converted(value, athlete.unit, unit), 1)

    return replace(
        athlete,
        unit=unit,
        body_mass=None if athlete.body_mass is None else turned(athlete.body_mass),
        one_rm={lift: turned(value) for lift, value in athlete.one_rm.items()},
        recent_sets=tuple(replace(each, load=turned(each.load)) for each in athlete.recent_sets),
    )


def set_mass(turn: Turn, mass: float | None, unit: Unit) -> Step:
    """The runner with that body mass; one that cannot be true is asked about again."""
    if mass is not None and not LIGHTEST_KG <= converted(mass, unit, "kg") <= HEAVIEST_KG:
        warn = _("{mass} {unit} would be unusual. What do you weigh, like “68.5 kg” or “150 lb”?")
        return again(turn, {}, warn=warn.format(mass=number(mass), unit=unit))
    athlete = replace(in_units(turn.runner.athlete, unit), body_mass=mass)
    runner = replace(turn.runner, athlete=athlete)
    return Step(runner=runner, says=_("Body: {body}").format(body=body_words(replace(turn, runner=runner))))


EXPERIENCE = Question(
    id="experience",
    title=N_("Experience"),
    hint=N_("Write beginner, intermediate or advanced, or how long you've been lifting, like “8 months”."),
    ask=_ask_experience,
    choices=_experience_choices,
    tap=_tap_experience,
    read=_read_experience,
    value=experience_words,
)
BODY = Question(
    id="body",
    title=N_("Units and body mass"),
    hint=N_("Write your body mass, like “68.5 kg” or “150 lb”, or “rather not say”."),
    ask=_ask_body,
    choices=_body_choices,
    tap=_tap_body,
    read=_read_body,
    value=body_words,
)
