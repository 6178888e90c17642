"""The article's advice in the chat: tips, mistakes, questions, fuel, our own pages, and the shelves they stand on."""

from rapidfuzz import fuzz, utils

from bot.content import Content, schema
from bot.conversation.commands import Command, Room
from bot.conversation.reading import exercises
from bot.conversation.reading.shelves import (
    SHELVES,
    Mass,
    entry_buttons,
    library_button,
    library_buttons,
    shelf_buttons,
    shelf_text,
    text_of,
    title_of,
)
from bot.conversation.render import button, clip, converted, keyboard, number
from bot.conversation.screen import screen, short
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import N_, _
from bot.messages import Button

SEARCHED = ("faq", "tips", "pages", "fuel", "why", "mistakes", "routines", "phases", "blocks")
SURE = 0.75
CLEAR = 0.2
CLOSE = 0.35
ALIKE = 84
UNKNOWN = 0.3
ANSWERS = 0.45
SMALL_WORDS = frozenset(
    (
        *("the", "and", "for", "with", "you", "your", "how", "why", "what", "when", "should", "can", "does", "not"),
        *("are", "need", "really", "much", "many", "will", "from", "into", "about"),
    )
)


def tip(turn: Turn, args: str) -> Outcome:
    """`/tip`: the tip of the day; `/tip sleep`: what there is on that."""
    if args.strip():
        return found(turn, args, SEARCHED)
    tips = turn.content.tips
    return _entry(turn, "tips", tips[turn.today.toordinal() % len(tips)])


def mistakes(turn: Turn, args: str) -> Outcome:
    """`/mistakes`: the four that cost runners most; with words, the one that is meant."""
    return found(turn, args, ("mistakes",)) if args.strip() else shelf(turn, "mistakes")


def faq(turn: Turn, args: str) -> Outcome:
    """`/faq`: the questions; `/faq bulk`: that answer."""
    return found(turn, args, ("faq",)) if args.strip() else shelf(turn, "faq")


def fuel(turn: Turn, args: str) -> Outcome:
    """`/fuel`: protein for the runner's body mass first, then the rest; with words, the entry that is meant."""
    if args.strip():
        return found(turn, args, ("fuel", "tips"))
    entries = turn.content.fuel
    first = next((entry for entry in entries if entry.grams_per_kg is not None), entries[0])
    rows = [(button(short(entry.title), "read", "fuel", entry.id),) for entry in entries if entry is not first]
    topics = ("recovery", "heavy_or_bodyweight")
    more = [
        (button(short(entry.title), "read", "tips", entry.id),)
        for topic in topics
        for entry in turn.content.tips
        if entry.topic == topic
    ]
    return screen(turn, text_of(turn.content, first, mass_of(turn)), keyboard(*rows, *more[:5], (library_button(),)))


def library(turn: Turn, args: str) -> Outcome:
    """`/read`: every shelf; with words, what is found on any of them."""
    if args.strip():
        return found(turn, args, SEARCHED)
    text = _("Everything I have to read, in short pieces. Or ask: <code>/read hills</code>")
    return screen(turn, text, library_buttons())


def shelf(turn: Turn, args: str) -> Outcome:
    """`kind|page`: a shelf; without a kind, all of them."""
    kind, _bar, at = args.partition("|")
    if kind not in SHELVES or not turn.content.entries(kind):
        return library(turn, "")
    page = int(at) if at.isdecimal() and len(at) < 4 else 0
    text, pages = shelf_text(turn.content, kind, page, mass_of(turn))
    return screen(turn, text, shelf_buttons(turn.content, kind, page % pages, pages))


def read(turn: Turn, args: str) -> Outcome:
    """`kind|id`: one entry."""
    kind, _bar, entry_id = args.partition("|")
    if kind not in SHELVES:
        return library(turn, "")
    entry = next((entry for entry in turn.content.entries(kind) if entry.id == entry_id), None)
    return _entry(turn, kind, entry) if entry is not None else shelf(turn, kind)


def asked(turn: Turn, text: str) -> Outcome:
    """A question in the runner's own words: what there is on it, or that there is nothing."""
    ranked = search(turn.content, text, SEARCHED)
    if ranked and ranked[0][2] >= ANSWERS:
        return found(turn, text, SEARCHED)
    says = _("I have no answer to that. What I do know, in short pieces, is here; about the plan: /today, /week, /why.")
    return screen(turn, says, library_buttons())


def found(turn: Turn, words: str, kinds: tuple[str, ...]) -> Outcome:
    """What there is on those words: the entry, or those it may be, or the shelves."""
    ranked = search(turn.content, words, kinds) or search(turn.content, words, SEARCHED)
    if not ranked:
        text = _("I have nothing on “{words}”. Here is what there is:").format(words=clip(words, 40))
        return screen(turn, text, library_buttons())
    kind, entry, score = ranked[0]
    ahead = score - (ranked[1][2] if len(ranked) > 1 else 0)
    if ahead > 0 and (score >= SURE or ahead >= CLEAR):
        return _entry(turn, kind, entry)
    rows = [(_open(kind, entry),) for kind, entry, _score in ranked[:5]]
    return screen(turn, _("This may be what you're after:"), keyboard(*rows, (library_button(),)))


def search(content: Content, words: str, kinds: tuple[str, ...]) -> list[tuple[str, schema.Entry, float]]:
    """Entries that speak of `words`, best first, each with how much of them it holds, from 0 to 1.

    A word of the title counts more than one of the text, and a rare word more than one that many entries have.
    """
    asked = [word for word in utils.default_process(words[:120]).split() if len(word) > 2 and word not in SMALL_WORDS]
    entries = [(kind, entry) for kind in kinds for entry in content.entries(kind)]
    held = [[_holds(entry, word) for word in asked] for _kind, entry in entries]
    weights = [_weight(sum(points > 0 for points in column)) for column in zip(*held, strict=True)]
    scored = [
        (kind, entry, sum(point * weight for point, weight in zip(points, weights, strict=True)) / sum(weights))
        for (kind, entry), points in zip(entries, held, strict=True)
        if any(points)
    ]
    return sorted((hit for hit in scored if hit[2] >= CLOSE), key=lambda hit: -hit[2])


def _weight(entries: int) -> float:
    """How telling a word is that so many entries hold; one that none holds says little."""
    return entries**-0.5 if entries else UNKNOWN


def _holds(entry: schema.Entry, word: str) -> float:
    title = utils.default_process(title_of(entry)).split()
    if any(_same(word, other) for other in title):
        return 1.0
    body = (other for text in entry.texts() for other in utils.default_process(text).split())
    return 0.6 if any(_same(word, other) for other in body) else 0.0


def _same(word: str, other: str) -> bool:
    return word == other or (abs(len(word) - len(other)) < 3 and fuzz.ratio(word, other) >= ALIKE)


def mass_of(turn: Turn) -> Mass:
    """What the runner weighs."""
    athlete = turn.runner.athlete
    if athlete.body_mass is None:
        return Mass()
    return Mass(
        kg=converted(athlete.body_mass, athlete.unit, "kg"), words=f"{number(athlete.body_mass)} {athlete.unit}"
    )


def _open(kind: str, entry: schema.Entry) -> Button:
    return button(short(title_of(entry)), "read", kind, entry.id)


def _entry(turn: Turn, kind: str, entry: schema.Entry) -> Outcome:
    text = text_of(turn.content, entry, mass_of(turn))
    return screen(turn, text, entry_buttons(turn.content, kind, entry))


ROOM = Room(
    commands=(
        Command(
            name="tip",
            handler=tip,
            does=N_("a tip for today, or on a word"),
            example="sleep",
            aliases=("tips",),
            group="know",
        ),
        Command(
            name="mistakes",
            handler=mistakes,
            does=N_("what runners get wrong in the gym"),
            aliases=("mistake",),
            group="know",
        ),
        Command(
            name="faq",
            handler=faq,
            does=N_("questions runners ask"),
            example="bulk",
            aliases=("questions",),
            group="know",
        ),
        Command(
            name="fuel",
            handler=fuel,
            does=N_("protein for your weight, sleep and recovery"),
            aliases=("protein", "food", "recovery"),
            group="know",
        ),
        Command(
            name="read",
            handler=library,
            does=N_("guides, routines, the sample week, why runners lift, sources"),
            example="hills",
            aliases=("library", "guides", "sources"),
            group="know",
        ),
        *exercises.ROOM.commands,
    ),
    taps={"shelf": shelf, "read": read, **(exercises.ROOM.taps or {})},
)
