"""What the coach has to read, kind by kind: how each entry reads, and the shelves it is found on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.content import Content, Dose, schema
from bot.conversation.reading.exercises import card_text
from bot.conversation.render import bold, bullets, button, grid, italic, keyboard, lines, listed, paragraphs, span
from bot.conversation.screen import short
from bot.conversation.words import N_, _, ngettext
from bot.messages import Button, Keyboard, escape

SHELVES: dict[str, str] = {
    "why": N_("Why runners lift"),
    "tips": N_("Tips"),
    "mistakes": N_("Mistakes"),
    "faq": N_("Questions"),
    "fuel": N_("Fuel and recovery"),
    "pages": N_("Guides"),
    "routines": N_("Routines"),
    "week": N_("The sample week"),
    "phases": N_("The phases of a season"),
    "blocks": N_("The blocks"),
    "sessions": N_("The sessions"),
    "schemes": N_("Sets, reps and loads"),
    "rules": N_("How I decide"),
    "sources": N_("Sources"),
}
"""The kinds of content a runner can open, by the name of their file."""
IN_FULL = frozenset({"week", "phases", "blocks", "sessions", "schemes", "rules", "sources"})
"""Shelves whose entries are short: they are read on the shelf itself, some to a screen."""
PER_LIST = 8
PER_SCREEN = 2_600


@dataclass(frozen=True, slots=True, kw_only=True)
class Mass:
    """What a runner weighs, for advice that goes by body mass; `kg` is None where it is not known."""

    kg: float | None = None
    words: str = ""


def title_of(entry: schema.Entry) -> str:
    """What an entry is called on its shelf."""
    if isinstance(entry, schema.Question):
        return entry.question
    if isinstance(entry, schema.Advice):
        return entry.title
    if isinstance(entry, schema.WeekDay):
        return f"{entry.weekday}: {entry.name}"
    if isinstance(entry, schema.Source):
        return entry.name
    if isinstance(entry, schema.Rule):
        return entry.id
    return str(getattr(entry, "name", entry.id))


def text_of(content: Content, entry: schema.Entry, mass: Mass) -> str:
    """One entry as the runner reads it."""
    for kind, write in _WRITERS:
        if isinstance(entry, kind):
            return write(content, entry, mass)
    return bold(title_of(entry))


def shelf_text(content: Content, kind: str, page: int, mass: Mass) -> tuple[str, int]:
    """A page of a shelf read in full, and how many pages it has; its title alone for a shelf of titles."""
    head = bold(_(SHELVES[kind]))
    if kind not in IN_FULL:
        return head, -(-len(content.entries(kind)) // PER_LIST)
    pages = paged(text_of(content, entry, mass) for entry in content.entries(kind))
    return paragraphs(head, *pages[page % len(pages)]), len(pages)


def paged(texts: Iterable[str]) -> list[list[str]]:
    """Texts on as few screens as hold them, none of them cut."""
    pages: list[list[str]] = [[]]
    for text in texts:
        if pages[-1] and sum(map(len, pages[-1])) + len(text) > PER_SCREEN:
            pages.append([])
        pages[-1].append(text)
    return pages


def shelf_buttons(content: Content, kind: str, page: int, pages: int) -> Keyboard:
    """The entries to open, the pages to turn, and the way back to all shelves."""
    shown = content.entries(kind)[page * PER_LIST : (page + 1) * PER_LIST] if kind not in IN_FULL else ()
    titles = tuple((button(short(title_of(entry)), "read", kind, entry.id),) for entry in shown)
    return keyboard(*titles, turning("shelf", kind, page=page, pages=pages), (library_button(),))


def turning(verb: str, *args: str, page: int, pages: int) -> tuple[Button, ...]:
    """‹ and › where there is more than one page."""
    if pages < 2:
        return ()
    return (
        button("‹", verb, *args, (page - 1) % pages),
        button(f"{page + 1}/{pages}", verb, *args, page),
        button("›", verb, *args, (page + 1) % pages),
    )


def entry_buttons(content: Content, kind: str, entry: schema.Entry) -> Keyboard:
    """The one before, the one after, the page that says more, the shelf."""
    entries = content.entries(kind)
    at = next(number for number, other in enumerate(entries) if other.id == entry.id)
    before, after = entries[at - 1], entries[(at + 1) % len(entries)]
    more = entry.page if isinstance(entry, schema.Tip) else None
    further = (button(short(content.page(more).title), "read", "pages", more),) if more else ()
    around = (button(_("‹ Before"), "read", kind, before.id), button(_("Next ›"), "read", kind, after.id))
    return keyboard(further, around if len(entries) > 1 else (), (shelf_button(kind), library_button()))


def shelf_button(kind: str) -> Button:
    """Opens a shelf."""
    return button(_(SHELVES[kind]), "shelf", kind)


def library_button() -> Button:
    """Opens the list of shelves."""
    return button(_("All there is to read"), "shelf")


def library_buttons() -> Keyboard:
    """All shelves."""
    return grid(shelf_button(kind) for kind in SHELVES)


def amount(dose: Dose) -> str:
    """`3 × 15–20 reps`, `20 m or 30 s`."""
    units = {
        "reps": lambda n: ngettext("{n} rep", "{n} reps", n),
        "seconds": lambda n: ngettext("{n} second", "{n} seconds", n),
        "metres": lambda n: ngettext("{n} metre", "{n} metres", n),
        "steps": lambda n: ngettext("{n} step", "{n} steps", n),
        "minutes": lambda n: ngettext("{n} minute", "{n} minutes", n),
        "repeats": lambda n: ngettext("{n} repeat", "{n} repeats", n),
    }
    sets = "" if dose.most_sets == 1 else f"{span(dose.sets, dose.most_sets)} × "
    ways = [dose, dose.instead] if dose.instead else [dose]
    return sets + _(" or ").join(units[way.unit](way.high).format(n=span(way.low, way.high)) for way in ways)


def _sources(content: Content, ids: tuple[str, ...]) -> str | None:
    if not ids:
        return None
    names = listed(content.source(each).name for each in ids)
    return italic(_("From {sources}").format(sources=names))


def _advice(content: Content, entry: schema.Advice, _mass: Mass) -> str:
    return paragraphs(bold(entry.title), escape(entry.text), _sources(content, entry.sources))


def _mistake(content: Content, entry: schema.Mistake, _mass: Mass) -> str:
    instead = lines(f"<b>{_('Instead')}</b>", escape(entry.instead))
    return paragraphs(bold(entry.title), escape(entry.text), instead, _sources(content, entry.sources))


def _question(content: Content, entry: schema.Question, _mass: Mass) -> str:
    return paragraphs(bold(entry.question), escape(entry.answer), _sources(content, entry.sources))


def _fuel(content: Content, entry: schema.Fuel, mass: Mass) -> str:
    return paragraphs(bold(entry.title), _grams(entry, mass), escape(entry.text), _sources(content, entry.sources))


def _grams(entry: schema.Fuel, mass: Mass) -> str | None:
    if entry.grams_per_kg is None:
        return None
    grams = entry.grams(mass.kg) if mass.kg else None
    if grams is None:
        return _("Write your weight, like “I weigh 70 kg”, and I'll count it for you.")
    return _("For your {mass}: about {enough} g a day is enough; {upper} g is the upper margin.").format(
        mass=mass.words, enough=grams[0], upper=grams[1]
    )


def _page(content: Content, entry: schema.Page, _mass: Mass) -> str:
    steps = "\n".join(f"{number}. {escape(step)}" for number, step in enumerate(entry.steps, start=1))
    return paragraphs(bold(entry.title), escape(entry.text), steps, _sources(content, entry.sources))


def _routine(content: Content, entry: schema.Routine, _mass: Mass) -> str:
    took = _("{minutes} min").format(minutes=span(*entry.minutes))
    return paragraphs(
        lines(bold(entry.name), italic(took)), escape(entry.text), bullets(_step(content, step) for step in entry.steps)
    )


def _step(content: Content, step: schema.Step) -> str:
    side = _(" each side") if content.catalogue[step.exercise].per_side else ""
    name = escape(content.exercise_text(step.exercise).name)
    other = content.exercise_text(step.instead).name if step.instead else ""
    instead = _(" (or {name})").format(name=escape(other)) if other else ""
    focus = italic(content.exercise_text(step.exercise).focus)
    return f"{name}{instead}: {amount(step.dose)}{side}\n   {focus}"


def _week_day(content: Content, entry: schema.WeekDay, _mass: Mass) -> str:
    names = listed(content.exercise_text(each).name for each in entry.exercises)
    done = f"{names}: {amount(entry.dose)}" if entry.dose and names else names
    return lines(bold(title_of(entry)), escape(done), italic(entry.text))


def _scheme(_content: Content, entry: schema.Scheme, _mass: Mass) -> str:
    percent = _(" at {percent} % of your best single").format(percent=entry.percent) if entry.percent else ""
    rest = _("rest {n} s").format(n=entry.rest_s)
    return lines(bold(entry.name), f"{amount(entry.dose)}{percent}, {rest}", escape(entry.text))


def _phase(_content: Content, entry: schema.Phase, _mass: Mass) -> str:
    count = ngettext("{n} strength session a week", "{n} strength sessions a week", entry.sessions)
    return lines(bold(entry.name), italic(count.format(n=entry.sessions)), escape(entry.text))


def _described(_content: Content, entry: schema.Described, _mass: Mass) -> str:
    return lines(bold(entry.name), escape(entry.text))


def _source(_content: Content, entry: schema.Source, _mass: Mass) -> str:
    read = {
        "abstract": _("read: the abstract"),
        "second_hand": _("read: a page about it"),
        "memory": _("from memory"),
    }[entry.read]
    return f"{bold(entry.name)}: {escape(entry.finding)} {italic(f'({read})')}"


def _rule(_content: Content, entry: schema.Rule, _mass: Mass) -> str:
    return f"{bold(entry.id)} {escape(entry.says)}"


def _exercise(content: Content, entry: schema.ExerciseEntry, _mass: Mass) -> str:
    return card_text(content, entry.id)


_WRITERS: tuple[tuple[type[schema.Entry], Callable[..., str]], ...] = (
    (schema.ExerciseEntry, _exercise),
    (schema.Mistake, _mistake),
    (schema.Fuel, _fuel),
    (schema.Page, _page),
    (schema.Advice, _advice),
    (schema.Question, _question),
    (schema.Routine, _routine),
    (schema.WeekDay, _week_day),
    (schema.Scheme, _scheme),
    (schema.Phase, _phase),
    (schema.Described, _described),
    (schema.Source, _source),
    (schema.Rule, _rule),
)
"""How each kind reads, the narrower kinds first."""
