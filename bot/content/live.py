"""Content that follows its files: read again when one changes, the last good version kept through a broken edit."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bot.content.faults import ContentError
from bot.content.loading import choose, load_all
from bot.content.raw import ENGLISH
from bot.content.value import Content

Snapshot: TypeAlias = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refresh:
    """What looking again found: `changed` when new content is in use, `report` when an edit is broken."""

    changed: bool = False
    report: str | None = None


class LiveContent:
    """The content in use. `refresh()` is cheap (it looks at times and sizes) and meant to be called often."""

    def __init__(self, folder: Path) -> None:
        """Read the folder; raises ContentError where it is broken from the start."""
        self.folder = folder
        self._snapshot = snapshot(folder)
        self._languages = load_all(folder)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages there are, English first."""
        return tuple(self._languages)

    def current(self, lang: str = ENGLISH) -> Content:
        """The last good content in a language, or in the nearest there is."""
        return choose(self._languages, lang)

    def refresh(self) -> Refresh:
        """Look whether a file changed and read all again if so; a broken edit is reported once and not used."""
        now = snapshot(self.folder)
        if now == self._snapshot:
            return Refresh()
        self._snapshot = now
        try:
            self._languages = load_all(self.folder)
        except ContentError as error:
            return Refresh(report=str(error))
        return Refresh(changed=True)


def snapshot(folder: Path) -> Snapshot:
    """Name, time of change (ns) and size of every YAML file; files that vanish while looking are left out."""
    found: list[tuple[str, int, int]] = []
    for path in sorted(folder.rglob("*.y*ml")):
        try:
            stat = path.stat()
        except OSError:
            continue
        found.append((path.relative_to(folder).as_posix(), stat.st_mtime_ns, stat.st_size))
    return tuple(found)
