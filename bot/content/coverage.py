"""Which entry carries which item of the article, so that none of the 71 can be lost unnoticed."""

from bot.content.value import KIND_NAMES, Content
from bot.content.words import ITEMS


def coverage(content: Content) -> dict[str, list[str]]:
    """For each item S1–S71 the entries that carry it: `{"S1": ["content/why.yaml#footstrike"], …}`."""
    files = {(kind, entry_id): file for kind, entry_id, file in content.origin}
    found: dict[str, list[str]] = {item: [] for item in ITEMS}
    for kind in KIND_NAMES:
        for entry in content.entries(kind):
            for item in entry.article:
                found[item].append(f"{files[kind, entry.id]}#{entry.id}")
    return found
