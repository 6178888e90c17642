"""`/exercise`: how an exercise is done, what it is for, and its easier, harder and less-equipment versions."""

from rapidfuzz import fuzz, utils

from bot.coaching.exercise import Exercise, Pattern
from bot.content import Content
from bot.content.schema import ExerciseEntry
from bot.conversation.commands import Command, Room
from bot.conversation.reading.figures import figure
from bot.conversation.render import (
    bold,
    bullets,
    button,
    clip,
    grid,
    italic,
    keyboard,
    lines,
    listed,
    paragraphs,
    quote,
)
from bot.conversation.screen import screen, short
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import N_, _
from bot.messages import Button, escape

PATTERNS: dict[Pattern, str] = {
    "hinge": N_("Hinge"),
    "squat": N_("Squat"),
    "lunge": N_("Lunge and step-up"),
    "hip_extension": N_("Glutes and hamstrings"),
    "calf": N_("Calves"),
    "plyometric": N_("Springs and drills"),
    "pull": N_("Pull"),
    "push": N_("Push"),
    "core_anti_extension": N_("Core: don't arch"),
    "core_anti_rotation": N_("Core: don't twist"),
    "core_rotation": N_("Core: twist"),
    "core_flexion": N_("Core: curl up"),
    "carry": N_("Carries"),
    "activation": N_("Activation"),
    "mobility": N_("Mobility"),
    "run": N_("Running"),
}
SURE = 88
"""A match at least this good (0–100) and better than the next is shown at once."""
LIKELY = 62
CHOICES = 6


def exercise_command(turn: Turn, args: str) -> Outcome:
    """`/exercise`: by pattern; `/exercise rdl`: that one, or those it may mean."""
    if not args.strip():
        return patterns(turn, "")
    found = matches(turn.content, args)
    if not found:
        text = _("I know no exercise called “{name}”. Here they are by what they do:").format(name=clip(args, 40))
        return screen(turn, text, _pattern_buttons(turn.content))
    best = found[0]
    if best[1] >= SURE and (len(found) == 1 or found[1][1] < best[1]):
        return card(turn, best[0])
    text = _("Which one do you mean?")
    return screen(turn, text, grid(_show(turn.content, exercise) for exercise, _score in found))


def matches(content: Content, words: str) -> tuple[tuple[str, float], ...]:
    """Exercises that may be meant, best first, with how well their best name fits (0–100)."""
    said = utils.default_process(words[:64])
    scored = ((exercise.id, _fit(said, exercise)) for exercise in content.exercises)
    ranked = sorted((hit for hit in scored if hit[1] >= LIKELY), key=lambda hit: -hit[1])
    return tuple(ranked[:CHOICES])


def _fit(said: str, entry: ExerciseEntry) -> float:
    names = {utils.default_process(name) for name in (entry.name, entry.id.replace("_", " "), *entry.aliases)}
    return max(_alike(said, name) for name in names)


def _alike(said: str, name: str) -> float:
    """Letter by letter for what was mistyped, word by word for what was said in part ("press" of "overhead press")."""
    parts = fuzz.token_set_ratio(said, name) * (0.9 if len(said) > 3 else 0.6)
    return float(max(fuzz.ratio(said, name), parts))


def patterns(turn: Turn, _args: str) -> Outcome:
    """All patterns as buttons."""
    text = _("Which kind of exercise? Or write its name: <code>/exercise rdl</code>")
    return screen(turn, text, _pattern_buttons(turn.content))


def _pattern_buttons(content: Content) -> tuple[tuple[Button, ...], ...]:
    known = {exercise.pattern for exercise in content.exercises}
    return grid(button(_(name), "exfor", pattern) for pattern, name in PATTERNS.items() if pattern in known)


def pattern(turn: Turn, args: str) -> Outcome:
    """The exercises of one pattern as buttons."""
    found = [exercise for exercise in turn.content.exercises if exercise.pattern == args]
    if not found:
        return patterns(turn, "")
    text = bold(_(next(name for known, name in PATTERNS.items() if known == args)))
    back = (button(_("‹ All kinds"), "exfor", "all"),)
    return screen(turn, text, (*grid(_show(turn.content, exercise.id) for exercise in found), back))


def card(turn: Turn, exercise_id: str) -> Outcome:
    """One exercise on one screen, with its figure."""
    return _card(turn, exercise_id, moving=False)


def moving(turn: Turn, exercise_id: str) -> Outcome:
    """Tapped: the same screen, the figure moving."""
    return _card(turn, exercise_id, moving=True)


def _card(turn: Turn, exercise_id: str, *, moving: bool) -> Outcome:
    if exercise_id not in turn.content.catalogue:
        return patterns(turn, "")
    exercise = turn.content.catalogue[exercise_id]
    words = turn.content.figures.get(exercise_id)
    other = button(_("Start and end"), "ex", exercise_id) if moving else button(_("In motion"), "exmove", exercise_id)
    buttons = keyboard(
        (other if words and words.moves else None,),
        *versions(turn.content, exercise),
        (button(_("‹ More like this"), "exfor", exercise.pattern),),
    )
    picture = figure(turn, exercise_id, moving=moving)
    return screen(turn, card_text(turn.content, exercise_id), buttons, picture=picture)


def card_text(content: Content, exercise_id: str) -> str:
    """What it is for, how to do it, what goes wrong, what it needs, and what the article says of it."""
    entry = content.exercise_text(exercise_id)
    return paragraphs(
        lines(
            bold(entry.name),
            italic(entry.focus),
            _("Works: {muscles}").format(muscles=escape(listed(entry.muscles))),
            _("Needs: {kit}").format(kit=escape(kit_words(content, content.catalogue[exercise_id]))),
        ),
        lines(f"<b>{_('How')}</b>", bullets(escape(cue) for cue in entry.cues)),
        lines(f"<b>{_('Watch out for')}</b>", bullets(escape(error) for error in entry.errors)),
        quote(escape(entry.about), fold=True),
    )


def kit_words(content: Content, exercise: Exercise) -> str:
    """`barbell, or dumbbells and bench`; `nothing`."""
    if not exercise.needs:
        return _("nothing")
    kits = (listed(sorted(content.equipment_name(each).lower() for each in kit)) for kit in exercise.needs)
    return listed(kits, _("or"))


def versions(content: Content, exercise: Exercise) -> tuple[tuple[Button, ...], ...]:
    """Its other versions as buttons, a row each."""
    named = (
        (_("Easier: {name}"), exercise.easier),
        (_("Harder: {name}"), exercise.harder),
        (_("Less equipment: {name}"), exercise.less_equipment),
    )
    seen: set[str] = set()
    rows = []
    for label, other in named:
        if other is not None and other not in seen:
            seen.add(other)
            rows.append((button(short(label.format(name=content.exercise_text(other).name)), "ex", other),))
    return tuple(rows)


def _show(content: Content, exercise_id: str) -> Button:
    return button(short(content.exercise_text(exercise_id).name), "ex", exercise_id)


ROOM = Room(
    commands=(
        Command(
            name="exercise",
            handler=exercise_command,
            does=N_("how an exercise is done, and its easier and harder versions"),
            example="rdl",
            aliases=("exercises", "form", "ex"),
            group="know",
        ),
    ),
    taps={"ex": card, "exmove": moving, "exfor": pattern},
)
