"""Exercise names in a text: catalogue names, ids, aliases, short forms, plurals, split or joined words, typos."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.coaching.checkin.foreign import FOREIGN
from bot.coaching.checkin.nicknames import FAMILIES, HEARD, SHORT_FORMS
from bot.coaching.checkin.scan import words_of
from bot.coaching.checkin.spelling import Speller
from bot.coaching.exercise import Catalogue, Exercise
from bot.coaching.session import Session

_LONGEST = 6
_DEFAULTS = {
    "~hinge": "deadlift",
    "~calf": "calf_raise_straight",
    "~squat": "back_squat",
    "~thrust": "hip_thrust",
    "~row": "dumbbell_row",
}


class Hit(NamedTuple):
    """A name found: words `start` up to `end`; `key` is an exercise id, a family, or "" for a foreign lift."""

    start: int
    end: int
    key: str
    bodyweight: bool = False


def stem(word: str) -> str:
    """A word without its plural ending."""
    if len(word) <= 3 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word.removesuffix("s")


@dataclass(slots=True)
class _Node:
    children: dict[str, "_Node"] = field(default_factory=dict)
    key: str | None = None


class Names:
    """Every name a catalogue's exercises go by, ready to be found in a list of words."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._root = _Node()
        self._joined: dict[str, str] = {}
        self._words: set[str] = set()
        for key, phrases in self._sources():
            for phrase in phrases:
                self._words.update(self._add(phrase, key))
        for key, misheard in HEARD.items():
            for phrase in misheard.split(","):
                if key.startswith("~") or key in catalogue:
                    self._add(phrase, key)
        joined = (name for name, key in self._joined.items() if len(name) >= 7 and key)
        self._speller = Speller(joined, frozenset(), shortest=7, reach=1)

    @property
    def words(self) -> frozenset[str]:
        """Every word that is part of a name, as written and without plural ending."""
        return frozenset(self._words)

    def find(self, words: Sequence[str], known: Sequence[bool]) -> list[Hit]:
        """All names from left to right, the longest at each place; `known` words are no typos of a joined name."""
        hits: list[Hit] = []
        stems = [stem(word) for word in words]
        at = 0
        while at < len(stems):
            hit = self._at(stems, at, known)
            if hit is None:
                at += 1
            else:
                hits.append(hit)
                at = hit.end
        return hits

    def resolve(self, key: str, session: Session | None) -> str | None:
        """The exercise that a found name means with this session of the day; None where the catalogue has none."""
        if not key.startswith("~"):
            return key
        for planned in self._planned(session):
            if self._is_of(planned, key):
                return planned.id
        default = _DEFAULTS[key]
        return default if default in self._catalogue else None

    def _planned(self, session: Session | None) -> list[Exercise]:
        slots = session.exercises if session else ()
        found = [self._catalogue[slot.exercise] for slot in slots if slot.exercise in self._catalogue]
        return sorted(found, key=lambda exercise: exercise.pattern == "lunge")

    @staticmethod
    def _is_of(exercise: Exercise, key: str) -> bool:
        if key == "~squat":
            return exercise.pattern == "squat" or exercise.id.endswith("_squat")
        if key == "~hinge":
            return exercise.pattern == "hinge"
        if key == "~calf":
            return exercise.pattern == "calf"
        if key == "~row":
            return exercise.id.endswith("_row")
        return key == "~thrust" and "hip_thrust" in exercise.id

    def _sources(self) -> Iterable[tuple[str, Iterable[str]]]:
        for phrase in FOREIGN:
            yield "", (phrase,)
        for key, short_forms in SHORT_FORMS.items():
            if key in self._catalogue:
                yield key, short_forms.split(",")
        for exercise in self._catalogue.exercises.values():
            yield exercise.id, (exercise.name.split("(")[0], exercise.id.replace("_", " "), *exercise.aliases)
        for key, phrases in FAMILIES.items():
            yield key, phrases.split(",")

    def _add(self, phrase: str, key: str) -> tuple[str, ...]:
        """Make a name known; its words as written and without plural ending."""
        words = words_of(phrase)
        if not words:
            return ()
        stems = tuple(stem(word) for word in words)
        node = self._root
        for word in stems:
            node = node.children.setdefault(word, _Node())
        node.key = key
        self._joined["".join(stems)] = key
        return (*words, *stems)

    def _at(self, stems: Sequence[str], at: int, known: Sequence[bool]) -> Hit | None:
        end, key = self._walk(stems, at)
        word = ""
        for size in range(1, _LONGEST):
            word += stems[at + size - 1] if at + size <= len(stems) else ""
            if at + size > len(stems) or (at + size <= end and key is not None):
                continue
            if len(word) > 4 and word in self._joined:
                end, key = at + size, self._joined[word]
        if key is None and not known[at]:
            end, key = self._fuzzy(stems, at, known)
        if key is None:
            return None
        return Hit(at, end, key, any(word in {"bodyweight", "bw"} for word in stems[at:end]))

    def _walk(self, stems: Sequence[str], at: int) -> tuple[int, str | None]:
        node, end, key = self._root, at, None
        for index in range(at, len(stems)):
            found = node.children.get(stems[index])
            if found is None:
                break
            node = found
            if node.key is not None:
                end, key = index + 1, node.key
        return end, key

    def _fuzzy(self, stems: Sequence[str], at: int, known: Sequence[bool]) -> tuple[int, str | None]:
        """A name written as one word, or cut in two, with a typo in it."""
        for size in (2, 1):
            if at + size > len(stems) or (size == 2 and known[at + 1] and len(stems[at]) > 4):
                continue
            word = "".join(stems[at : at + size])
            if 7 <= len(word) <= 24 and word.isalpha():
                found = self._speller.nearest(word)
                if found is not None:
                    return at + size, self._joined[found]
        return at, None
