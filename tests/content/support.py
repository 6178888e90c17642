"""A copy of the shipped content that a test may break, and the faults that breaking it brings."""

import shutil
from pathlib import Path

from bot.content import ContentError, content_dir, load


class Copy:
    """The shipped content in a folder of the test's own."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "content"
        shutil.copytree(content_dir(), self.folder)

    def write(self, file: str, text: str) -> None:
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def edit(self, file: str, old: str, new: str) -> int:
        """Replace the first `old` in a file; the line in which `new` begins."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def append(self, file: str, text: str) -> int:
        """Add text to the end of a file; the line in which it begins."""
        path = self.folder / file
        before = path.read_text(encoding="utf-8")
        path.write_text(before + text, encoding="utf-8")
        return before.count("\n") + 1

    def faults(self) -> list[str]:
        """What loading it reports, a line a fault."""
        try:
            load(self.folder)
        except ContentError as error:
            return [str(fault) for fault in error.faults]
        return []
