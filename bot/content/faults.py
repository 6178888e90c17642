"""What is wrong in the content, said to its author: a file, a line, a sentence; all of it in one report."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands: the file as the author knows it (`content/faq.yaml`) and the line, from 1."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing to put right, and where."""

    place: Place
    says: str

    def __str__(self) -> str:
        return f"{self.place}: {self.says}"


class ContentError(Exception):
    """The content cannot be used; `faults` has every reason, in the order of the files."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults sorted by file and line, each once."""
        self.faults = tuple(sorted(set(faults), key=_order))
        super().__init__(report(self.faults))


def _order(fault: Fault) -> tuple[str, int, str]:
    return fault.place.file, fault.place.line or 0, fault.says


def report(faults: Iterable[Fault]) -> str:
    """All faults, a line each, under a line that counts them; the empty text where there are none."""
    lines = [str(fault) for fault in faults]
    if not lines:
        return ""
    head = "1 fault in the content:" if len(lines) == 1 else f"{len(lines)} faults in the content:"
    return "\n".join([head, *lines])


def nearest(word: str, words: Iterable[str]) -> str:
    """A helping half-sentence, `; did you mean hinge?`, or nothing where no word is near."""
    near = get_close_matches(word, list(words), n=1, cutoff=0.6)
    return f"; did you mean `{near[0]}`?" if near else ""
