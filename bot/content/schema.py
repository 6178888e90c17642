"""The kinds of content and what an entry of each may hold; authors' editors get the same as JSON Schema."""

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, WithJsonSchema

from bot.coaching.exercise import Equipment, Pattern
from bot.content import words
from bot.content.dose import PATTERN, Dose, read_dose

Id = Annotated[str, Field(pattern=r"^[a-zA-Z][a-zA-Z0-9_]*$")]
Text = Annotated[str, Field(min_length=1)]
Texts = tuple[Text, ...]
Item = Annotated[
    str, AfterValidator(words.item), WithJsonSchema({"type": "string", "pattern": r"^S([1-9]|[1-6]\d|7[01])$"})
]
Need = Annotated[str, AfterValidator(words.need)]
Unit = Annotated[str, AfterValidator(words.unit)]
DoseText = Annotated[Dose, BeforeValidator(read_dose), WithJsonSchema({"type": "string", "pattern": PATTERN})]
Reference = tuple[tuple[str, ...], str]
SOURCES: Reference = (("sources", "*"), "sources")


class Entry(BaseModel):
    """What every entry has: an id, and up to four items of the article (S1–S71) whose advice it carries.

    `words` names the fields that a language overlay may replace; `refers` names the fields that hold ids of
    another kind, as (path, kind), where `*` stands for every item of a list.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    words: ClassVar[tuple[str, ...]] = ()
    refers: ClassVar[tuple[Reference, ...]] = ()

    id: Id
    article: Annotated[tuple[Item, ...], Field(max_length=4)] = ()

    def texts(self) -> tuple[str, ...]:
        """All its words for a runner, in the order of the fields."""
        found: list[str] = []
        for field in self.words:
            value = getattr(self, field)
            found += [value] if isinstance(value, str) else (value or ())
        return tuple(found)


class ExerciseEntry(Entry):
    """One exercise: what the coach decides by, and what the runner reads."""

    words: ClassVar[tuple[str, ...]] = ("name", "aliases", "muscles", "focus", "cues", "errors", "about")
    refers: ClassVar[tuple[Reference, ...]] = (
        (("less_equipment",), "exercises"),
        (("easier",), "exercises"),
        (("harder",), "exercises"),
        (("stress_areas", "*"), "areas"),
    )

    name: Text
    aliases: Texts = ()
    pattern: Pattern
    muscles: Annotated[Texts, Field(min_length=1)]
    focus: Text
    needs: tuple[Need, ...] = ()
    per_side: StrictBool
    unit: Unit
    loadable: StrictBool
    less_equipment: Id | None = None
    easier: Id | None = None
    harder: Id | None = None
    stress_areas: tuple[Id, ...] = ()
    in_article: StrictBool
    cues: Annotated[Texts, Field(min_length=3, max_length=3)]
    errors: Annotated[Texts, Field(min_length=1)]
    about: Text


class Named(Entry):
    """Something the coach calls by name: a body area, a piece of equipment."""

    words: ClassVar[tuple[str, ...]] = ("name",)

    name: Text


class Described(Entry):
    """Something with a name and a sentence or two: a phase, a block, a type of session."""

    words: ClassVar[tuple[str, ...]] = ("name", "text")

    name: Text
    text: Text


class Preset(Entry):
    """A set of equipment that one tap chooses."""

    words: ClassVar[tuple[str, ...]] = ("name",)

    name: Text
    equipment: tuple[Equipment, ...]


class Phase(Described):
    """A phase of the season and its strength sessions a week (R3)."""

    sessions: Annotated[int, Field(ge=0, le=7)]


class Scheme(Described):
    """How a block is trained: sets and reps, % of the best single, rest in seconds (R15)."""

    dose: DoseText
    percent: Annotated[int, Field(ge=1, le=100)] | None = None
    rest_s: Annotated[int, Field(ge=0)]


class WeekDay(Described):
    """One row of the sample week; `name` is the day's focus."""

    words: ClassVar[tuple[str, ...]] = ("weekday", "name", "text")
    refers: ClassVar[tuple[Reference, ...]] = ((("session",), "sessions"), (("exercises", "*"), "exercises"))

    weekday: Text
    session: Id | None = None
    exercises: tuple[Id, ...] = ()
    dose: DoseText | None = None


class Step(BaseModel):
    """One exercise of a routine, how much of it, and an exercise that does as well."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    exercise: Id
    dose: DoseText
    instead: Id | None = None


class Routine(Described):
    """A list of exercises with their doses; `minutes` from the shortest to the longest it takes."""

    refers: ClassVar[tuple[Reference, ...]] = (
        (("steps", "*", "exercise"), "exercises"),
        (("steps", "*", "instead"), "exercises"),
    )

    minutes: Annotated[tuple[int, ...], Field(min_length=2, max_length=2)]
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


class Advice(Entry):
    """A title, a few sentences, and what they rest on."""

    words: ClassVar[tuple[str, ...]] = ("title", "text")
    refers: ClassVar[tuple[Reference, ...]] = (SOURCES,)

    title: Text
    text: Text
    sources: tuple[Id, ...] = ()


class Mistake(Advice):
    """A mistake runners make in the gym, and what to do instead."""

    words: ClassVar[tuple[str, ...]] = ("title", "text", "instead")

    instead: Text


class Question(Entry):
    """A question runners ask, with its answer."""

    words: ClassVar[tuple[str, ...]] = ("question", "answer")
    refers: ClassVar[tuple[Reference, ...]] = (SOURCES,)

    question: Text
    answer: Text
    sources: tuple[Id, ...] = ()


class Tip(Advice):
    """A tip on one topic, with the page that says more."""

    refers: ClassVar[tuple[Reference, ...]] = (SOURCES, (("page",), "pages"))

    topic: Literal["training", "planning", "heavy_or_bodyweight", "recovery"]
    page: Id | None = None


class GramsPerKg(BaseModel):
    """Grams a day for each kilogram of body mass."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    enough: Annotated[float, Field(gt=0)]
    upper: Annotated[float, Field(gt=0)]


class Fuel(Advice):
    """Food, drink and sleep; with numbers where they go by body mass."""

    grams_per_kg: GramsPerKg | None = None

    def grams(self, body_mass_kg: float) -> tuple[int, int] | None:
        """Grams a day, enough and the upper margin, in whole grams; None where it does not go by body mass."""
        if self.grams_per_kg is None:
            return None
        return (
            round(self.grams_per_kg.enough * body_mass_kg),
            round(self.grams_per_kg.upper * body_mass_kg),
        )


class Page(Advice):
    """A page of our own for what the article links to: words, then steps."""

    words: ClassVar[tuple[str, ...]] = ("title", "text", "steps")

    steps: Texts = ()


class Source(Entry):
    """A paper, what it shows in plain words, and how much of it we read."""

    words: ClassVar[tuple[str, ...]] = ("finding",)

    who: Text
    year: Annotated[int, Field(ge=1900, le=2100)]
    read: Literal["abstract", "second_hand", "memory"]
    finding: Text

    @property
    def name(self) -> str:
        """How it is named in a sentence: `Wu 2024`."""
        return f"{self.who} {self.year}"


class Rule(Entry):
    """One of the coach's rules (R1–R36) in a sentence a runner understands."""

    words: ClassVar[tuple[str, ...]] = ("says",)
    refers: ClassVar[tuple[Reference, ...]] = (SOURCES,)

    says: Text
    sources: tuple[Id, ...] = ()
