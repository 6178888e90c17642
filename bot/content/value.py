"""What the coach knows and says in one language, as one immutable value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import TypeVar

from bot.coaching.checkin import Reader
from bot.coaching.exercise import Catalogue, Exercise
from bot.content import schema
from bot.content.figures import FigureWords
from bot.content.words import kit_of, units_of

E = TypeVar("E", bound=schema.Entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All entries of one language, kind by kind, in the order their author gave them.

    The methods raise KeyError with the kind and the id where there is no such entry. `origin` has, for every
    (kind, id), the file it stands in, such as `content/faq.yaml`. `reader` reads what runners write, with the names of
    this catalogue. `figures` are the exercises that can be shown as a picture, with what it says.
    """

    lang: str
    catalogue: Catalogue
    exercises: tuple[schema.ExerciseEntry, ...]
    areas: tuple[schema.Named, ...]
    equipment: tuple[schema.Named, ...]
    presets: tuple[schema.Preset, ...]
    phases: tuple[schema.Phase, ...]
    blocks: tuple[schema.Described, ...]
    sessions: tuple[schema.Described, ...]
    schemes: tuple[schema.Scheme, ...]
    week: tuple[schema.WeekDay, ...]
    routines: tuple[schema.Routine, ...]
    mistakes: tuple[schema.Mistake, ...]
    faq: tuple[schema.Question, ...]
    tips: tuple[schema.Tip, ...]
    fuel: tuple[schema.Fuel, ...]
    why: tuple[schema.Advice, ...]
    pages: tuple[schema.Page, ...]
    sources: tuple[schema.Source, ...]
    rules: tuple[schema.Rule, ...]
    origin: tuple[tuple[str, str, str], ...]
    reader: Reader = field(compare=False, repr=False)
    figures: Mapping[str, FigureWords] = field(default_factory=dict)

    def exercise_text(self, exercise_id: str) -> schema.ExerciseEntry:
        """Name, focus, cues, errors and all else there is to read of an exercise."""
        return _one(self.exercises, "exercises", exercise_id)

    def routine(self, routine_id: str) -> schema.Routine:
        """`mobility` (S69), `activation` (S70), `activation_short` (R34), `B` or `F` (R13), with doses."""
        return _one(self.routines, "routines", routine_id)

    def phase(self, phase_id: str) -> schema.Phase:
        """One of the five phases (R2)."""
        return _one(self.phases, "phases", phase_id)

    def block(self, block_id: str) -> schema.Described:
        """One of the four blocks (R4)."""
        return _one(self.blocks, "blocks", block_id)

    def session(self, session_id: str) -> schema.Described:
        """A type of session: A, D, U, A2, D2, M, T, B, C, E, F (R13, R32)."""
        return _one(self.sessions, "sessions", session_id)

    def rule(self, rule_id: str) -> schema.Rule:
        """A rule in one plain sentence."""
        return _one(self.rules, "rules", rule_id)

    def page(self, page_id: str) -> schema.Page:
        """A page of our own for what the article links to."""
        return _one(self.pages, "pages", page_id)

    def source(self, source_id: str) -> schema.Source:
        """A paper and what it shows."""
        return _one(self.sources, "sources", source_id)

    def area_name(self, area_id: str) -> str:
        """A body area in the runner's words."""
        return _one(self.areas, "areas", area_id).name

    def equipment_name(self, equipment_id: str) -> str:
        """A piece of equipment in the runner's words."""
        return _one(self.equipment, "equipment", equipment_id).name

    def at(self, reference: str) -> schema.Entry:
        """The entry that a coverage reference such as `content/faq.yaml#bulk` names."""
        file, _, entry_id = reference.partition("#")
        for kind, known_id, known_file in self.origin:
            if (known_file, known_id) == (file, entry_id):
                return next(entry for entry in self.entries(kind) if entry.id == entry_id)
        raise KeyError(reference)

    def entries(self, kind: str) -> tuple[schema.Entry, ...]:
        """All entries of a kind by its file's name: `faq`, `tips`, …"""
        if kind not in KIND_NAMES:
            raise KeyError(kind)
        found: tuple[schema.Entry, ...] = getattr(self, kind)
        return found


KIND_NAMES = tuple(
    field.name for field in fields(Content) if field.name not in {"lang", "catalogue", "origin", "reader", "figures"}
)


def _one(entries: tuple[E, ...], kind: str, entry_id: str) -> E:
    for entry in entries:
        if entry.id == entry_id:
            return entry
    raise KeyError(f"{kind}: {entry_id}")


def catalogue_of(entries: Iterable[schema.ExerciseEntry]) -> Catalogue:
    """What the coach decides by, from what the author wrote."""
    return Catalogue(exercises={entry.id: _exercise(entry) for entry in entries})


def _exercise(entry: schema.ExerciseEntry) -> Exercise:
    return Exercise(
        id=entry.id,
        name=entry.name,
        pattern=entry.pattern,
        needs=tuple(kit_of(need) for need in entry.needs),
        per_side=entry.per_side,
        units=units_of(entry.unit),
        loadable=entry.loadable,
        less_equipment=entry.less_equipment,
        easier=entry.easier,
        harder=entry.harder,
        stress_areas=frozenset(entry.stress_areas),
        muscles=entry.muscles,
        in_article=entry.in_article,
        aliases=entry.aliases,
    )
