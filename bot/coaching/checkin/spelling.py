"""Typos: the word of a vocabulary that a misspelt word stands for, found by shared deletions (SymSpell) and checked."""

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

_LONG = 7


class Speller:
    """Corrects words within one letter, or two in words of seven letters and more; never a word it is told to leave."""

    def __init__(self, vocabulary: Iterable[str], leave: frozenset[str], shortest: int = 4, reach: int = 2) -> None:
        self._leave = leave
        self._shortest = shortest
        self._most = reach
        self._index: dict[str, list[str]] = {}
        for word in sorted({word for word in vocabulary if len(word) >= shortest and word.isalpha()}):
            for less in set(_deletions(word, min(self._most, _reach(word)))):
                self._index.setdefault(less, []).append(word)

    def correct(self, word: str) -> str:
        """The word meant, or the word itself."""
        if len(word) < self._shortest or len(word) > 24 or word in self._leave or not word.isalpha():
            return word
        found = self.nearest(word)
        return word if found is None else found

    def nearest(self, word: str) -> str | None:
        """The nearest word of the vocabulary that is near enough."""
        best: tuple[int, bool, int, str] | None = None
        seen: set[str] = set()
        for less in _deletions(word, min(self._most, _reach(word))):
            for choice in self._index.get(less, ()):
                if choice not in seen:
                    seen.add(choice)
                    best = _better(best, word, choice)
        return None if best is None else best[3]


def _better(best: tuple[int, bool, int, str] | None, word: str, choice: str) -> tuple[int, bool, int, str] | None:
    cutoff = _reach(word if len(word) < len(choice) else choice)
    distance = OSA.distance(word, choice, score_cutoff=cutoff)
    other_start = word[0] != choice[0]
    if distance > cutoff or (other_start and len(choice) < 6):
        return best
    score = (distance, other_start, abs(len(word) - len(choice)), choice)
    return score if best is None or score < best else best


def _reach(word: str) -> int:
    return 1 if len(word) < _LONG else 2


def _deletions(word: str, reach: int) -> Iterator[str]:
    yield word
    if reach == 0 or len(word) < 3:
        return
    once = [word[:at] + word[at + 1 :] for at in range(len(word))]
    yield from once
    if reach > 1 and len(word) <= 16:
        for shorter in once:
            yield from (shorter[:at] + shorter[at + 1 :] for at in range(len(shorter)))
