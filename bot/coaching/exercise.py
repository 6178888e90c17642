"""What the coach knows of an exercise, and the catalogue that holds all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Equipment = Literal[
    "barbell",
    "dumbbells",
    "kettlebell",
    "bands",
    "pullup_bar",
    "bench",
    "ham_machine",
    "plate",
    "cable",
    "anchor",
    "roller",
]
Pattern = Literal[
    "hinge",
    "squat",
    "lunge",
    "calf",
    "hip_extension",
    "activation",
    "plyometric",
    "pull",
    "push",
    "core_anti_extension",
    "core_anti_rotation",
    "core_rotation",
    "core_flexion",
    "carry",
    "mobility",
    "run",
]
WorkUnit = Literal["reps", "seconds", "metres", "steps", "minutes", "repeats"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One row of the catalogue (docs/rules.md, section 2).

    `needs` is any-of all-of: `(("dumbbells", "bench"), ("kettlebell", "bench"))`; empty means nothing is needed.
    `units` holds what its work may be counted in, the usual one first; `aliases` are other names runners use.
    """

    id: str
    name: str
    pattern: Pattern
    needs: tuple[frozenset[Equipment], ...] = ()
    per_side: bool = False
    units: tuple[WorkUnit, ...] = ("reps",)
    loadable: bool = False
    less_equipment: str | None = None
    easier: str | None = None
    harder: str | None = None
    stress_areas: frozenset[str] = frozenset()
    muscles: tuple[str, ...] = ()
    in_article: bool = True
    aliases: tuple[str, ...] = ()

    def fits(self, equipment: frozenset[Equipment]) -> bool:
        """Whether what is there is enough for it (R25)."""
        return not self.needs or any(map(equipment.issuperset, self.needs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All exercises by id."""

    exercises: Mapping[str, Exercise]

    def __getitem__(self, exercise_id: str) -> Exercise:
        """The exercise with that id; KeyError where there is none."""
        return self.exercises[exercise_id]

    def __contains__(self, exercise_id: object) -> bool:
        return exercise_id in self.exercises
