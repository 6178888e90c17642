"""What the exercise figures say in words: the drawing itself is none of this room's business (bot/pictures)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureWords:
    """What a figure shows, for those who cannot see it, and whether it moves (a hold does not)."""

    alt: str
    moves: bool = False


def read_figures(folder: Path) -> Mapping[str, FigureWords]:
    """The figures of `content/figures` by exercise. One that cannot be read is left out: its linter says why."""
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            data = yaml.load(path.read_bytes(), Loader=_LOADER)  # noqa: S506 - a safe loader, the fast one
        except (OSError, ValueError, yaml.YAMLError):
            continue
        if isinstance(data, dict) and isinstance(data.get("alt"), str) and isinstance(data.get("poses"), list):
            found[path.stem] = FigureWords(alt=data["alt"].strip(), moves=len(data["poses"]) > 1)
    return found
