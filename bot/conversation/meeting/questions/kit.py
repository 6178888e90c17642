"""Equipment: what there is to train with, by preset, piece by piece or in words (R25)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.coaching.athlete import EVERYTHING
from bot.coaching.exercise import Equipment
from bot.conversation.meeting.asking import Draft, Question, Step, again, pick, ticked
from bot.conversation.render import grid, keyboard, lines, listed
from bot.conversation.turn import Turn
from bot.conversation.words import N_, _
from bot.messages import Keyboard

UNDISCLOSED = "undisclosed"
"""Stands in `Runner.answered` where the health conditions were not told: bodyweight work only (R28)."""

LOADS: frozenset[Equipment] = frozenset({"barbell", "dumbbells", "kettlebell", "plate", "cable", "ham_machine"})

WORDS: tuple[tuple[str, tuple[Equipment, ...]], ...] = (
    (r"pull[ -]?up bar|chin[ -]?up bar|pullup bar|doorway bar|door bar|pull[ -]?ups?", ("pullup_bar",)),
    (r"full gym|commercial gym|everything|all of it|big gym|gym membership|fully equipped", tuple(sorted(EVERYTHING))),
    (r"dumb ?bells?|dumbells?|dbs?\b|hand weights", ("dumbbells",)),
    (r"kettle ?bells?|ketle ?bells?|kbs?\b", ("kettlebell",)),
    (r"(?:resistance |mini ?|loop |thera)?-?bands?|theraband", ("bands",)),
    (r"leg curl(?: machine)?|ham(?:string)?(?: curl)? machine|ham machine", ("ham_machine",)),
    (r"cables?(?: machine| tower)?", ("cable",)),
    (r"anchor|hook|nordic strap", ("anchor",)),
    (r"(?:foam )?roller|blackroll", ("roller",)),
    (r"bench|(?:plyo )?box|sturdy (?:chair|box)|step(?:per)?", ("bench",)),
    (r"barbells?|squat rack|power rack|rack|olympic bar", ("barbell",)),
    (r"(?:weight )?plates?|discs?", ("plate",)),
)
NONE = re.compile(
    r"\b(?:nothing|none|no (?:equipment|gear|kit|gym)|body ?weight(?: only)?|just me|only (?:me|my body))\b"
)
BUT = re.compile(r"\b(?:but|except|without|minus|no|not|don't have|apart from)\b")


def kit_words(turn: Turn, kit: frozenset[Equipment]) -> str:
    """A preset's name where it is one, else the pieces."""
    preset = next((each for each in turn.content.presets if frozenset(each.equipment) == kit), None)
    if preset:
        return preset.name
    missing = EVERYTHING - kit
    if len(missing) <= 3:
        names = listed(turn.content.equipment_name(each) for each in sorted(missing))
        return _("Full gym without {pieces}").format(pieces=names)
    names = listed(each.name for each in turn.content.equipment if each.id in kit)
    return names[:1].upper() + names[1:]


def allowed(turn: Turn, kit: frozenset[Equipment]) -> frozenset[Equipment]:
    """What of it may be used: no loads where the conditions of R28 were not told."""
    return kit - LOADS if UNDISCLOSED in turn.runner.answered else kit


def _drafted(_turn: Turn, draft: Draft) -> frozenset[Equipment] | None:
    kit = draft.get("kit")
    if not isinstance(kit, Sequence):
        return None
    return frozenset(each for each in EVERYTHING if each in kit)


def _ask(turn: Turn, draft: Draft) -> str:
    kit = _drafted(turn, draft)
    limited = ""
    if UNDISCLOSED in turn.runner.answered:
        limited = _("As we left the health question open, I plan bodyweight work only: no weights, whatever you have.")
    if kit is None:
        ask = _("What can you train with? Tap a set, or write it: “dumbbells and a bench”, “full gym without cables”.")
        return lines(ask, limited)
    return lines(_("Tap what you have."), _("Chosen: {kit}").format(kit=kit_words(turn, kit)), limited)


def _choices(turn: Turn, draft: Draft) -> Keyboard:
    kit = _drafted(turn, draft)
    if kit is None:
        presets = [pick(preset.name, "equipment", "set", preset.id) for preset in turn.content.presets]
        return keyboard(*grid(presets, 2), [pick(_("Piece by piece"), "equipment", "pieces")])
    pieces = [
        pick(ticked(_short(each.name), on=each.id in kit), "equipment", "piece", each.id)
        for each in turn.content.equipment
    ]
    end = [pick(_("That's all"), "equipment", "ok"), pick(_("Sets"), "equipment", "sets")]
    return keyboard(*grid(pieces, 2), end)


def _short(name: str) -> str:
    return name if len(name) <= 30 else name[:29] + "…"


def _tap(turn: Turn, draft: Draft, arg: str) -> Step | None:
    what, _bar, value = arg.partition("|")
    kit = _drafted(turn, draft)
    if what == "set":
        preset = next((each for each in turn.content.presets if each.id == value), None)
        return set_kit(turn, frozenset(preset.equipment)) if preset else None
    if what == "sets":
        return again(turn, {})
    if what == "pieces":
        return again(turn, {"kit": sorted(turn.runner.athlete.equipment)})
    if kit is None:
        return None
    if what == "piece" and value in EVERYTHING:
        return again(turn, {"kit": sorted(kit ^ {value})})
    return set_kit(turn, kit) if what == "ok" else None


def _read(turn: Turn, _draft: Draft, text: str) -> Step | None:
    kit = kit_in(text)
    return None if kit is None else set_kit(turn, kit)


def kit_in(text: str) -> frozenset[Equipment] | None:
    """The equipment a text names: "dumbbells and a bench", "full gym without cables", "nothing"; None where none is."""
    bare = text.lower().replace("’", "'")
    cut = BUT.search(bare)
    head, tail = (bare[: cut.start()], bare[cut.start() :]) if cut else (bare, "")
    named, missing = _named(head), _named(tail)
    if named:
        return named - missing
    if NONE.search(bare):
        return frozenset()
    return EVERYTHING - missing if missing and head.strip(" ,;:") in {"", "all", "a gym", "gym", "the gym"} else None


def _named(text: str) -> frozenset[Equipment]:
    found: set[Equipment] = set()
    for words, pieces in WORDS:
        text, count = re.subn(rf"\b(?:{words})(?!\w)", " ", text)
        if count:
            found.update(pieces)
    return frozenset(found)


def set_kit(turn: Turn, kit: frozenset[Equipment]) -> Step:
    """The runner with that equipment."""
    usable = allowed(turn, kit)
    athlete = replace(turn.runner.athlete, equipment=usable)
    says = _("Equipment: {kit}").format(kit=kit_words(turn, usable))
    warn = _("Weights stay out while the health question is open: /settings health.") if usable != kit else ""
    return Step(runner=replace(turn.runner, athlete=athlete), says=says, warn=warn)


EQUIPMENT = Question(
    id="equipment",
    title=N_("Equipment"),
    hint=N_("Write what you have, like “dumbbells and a bench”, “bands”, “full gym” or “nothing”."),
    ask=_ask,
    choices=_choices,
    tap=_tap,
    read=_read,
    value=lambda turn: kit_words(turn, turn.runner.athlete.equipment),
)
