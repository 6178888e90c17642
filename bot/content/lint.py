"""How the coach talks: no shouting and no medical promises (docs/rules.md, section 6)."""

import re

from bot.content.faults import Fault, Place
from bot.content.value import KIND_NAMES, Content

_BANNED = (
    (re.compile(r"!"), "shouts"),
    (re.compile(r"\b[A-Z]{5,}\b"), "shouts"),
    (re.compile(r"\b(prevent\w*|guarantee\w*|cure[sd]?|heals?|fixes)\b", re.IGNORECASE), "promises"),
    (re.compile(r"\b(TODO|TBD|lorem)\b", re.IGNORECASE), "is unfinished"),
    (re.compile(r"https?://|www\."), "links away; a page of our own stands in for a link"),
)


def lint(content: Content) -> list[Fault]:
    """Every wording of the English content that the coach would not use."""
    files = {(kind, entry_id): file for kind, entry_id, file in content.origin}
    faults: list[Fault] = []
    for kind in KIND_NAMES:
        for entry in content.entries(kind):
            place = Place(file=files[kind, entry.id])
            for text in entry.texts():
                for pattern, says in _BANNED:
                    found = pattern.search(text)
                    if found:
                        faults.append(Fault(place=place, says=f"{entry.id}: `{found[0]}` {says}: {text[:60]}"))
    return faults
