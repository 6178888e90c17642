"""The pictures of messages: drawn by a process of their own when first sent, then kept as files by what is in them."""

import asyncio
import hashlib
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from bot.messages import Drawing, Picture

log = logging.getLogger(__name__)

WIDTHS = {"exercise": 1024, "motion": 480}
ENDINGS = {"exercise": "png", "motion": "gif"}
WITHIN_S = 30
AT_ONCE = 2
PACKAGE = Path(__file__).resolve().parents[1]


class Gallery:
    """Finds pictures by their names: among those `kept`, else drawn from `figures/<exercise>.yaml` and kept.

    Nothing is drawn in this process: it takes longer than the event loop may be held, and the renderer is not small.
    """

    def __init__(self, *, figures: Path, kept: Path) -> None:
        self._figures = figures.resolve()
        self._kept = kept.resolve()
        self._drawing: dict[Path, asyncio.Task[bytes | None]] = {}
        self._free = asyncio.Semaphore(AT_ONCE)

    @cached_property
    def _folder(self) -> Path:
        """Where the pictures of this version of the renderer are kept; those of other versions go."""
        mine = self._kept / _renderer()
        for other in self._kept.glob("*") if self._kept.is_dir() else ():
            if other != mine:
                shutil.rmtree(other, ignore_errors=True)
        return mine

    async def find(self, picture: Picture) -> Drawing | None:
        """The picture; None where it has no figure, or could not be drawn, which the log then says."""
        if picture.data is not None:
            return Drawing(key="", data=picture.data, path="")
        kind, _, exercise = picture.name.partition(":")
        if kind not in ENDINGS or not exercise.replace("_", "").isalnum():
            return None
        try:
            path = await asyncio.to_thread(self._path, kind, exercise, picture.tone)
            data = await asyncio.to_thread(_bytes, path) or await self._drawn(path, kind, exercise, picture.tone)
        except (OSError, subprocess.SubprocessError) as error:
            log.warning("no picture %s: %s", picture.name, error)
            return None
        if not data:
            return None
        return Drawing(key=path.stem, data=data, path=str(path), animated=kind == "motion")

    async def known_as(self, drawing: Drawing, platform: str) -> str | None:
        """What the platform calls this picture since it was last sent there."""
        found = await asyncio.to_thread(_bytes, _note(drawing, platform)) if drawing.key else None
        return found.decode() if found else None

    async def note(self, drawing: Drawing, platform: str, name: str | None) -> None:
        """The platform calls it that; None: it does not know it any more."""
        if not drawing.key:
            return
        path = _note(drawing, platform)
        try:
            if name is None:
                await asyncio.to_thread(path.unlink, missing_ok=True)
            else:
                await asyncio.to_thread(_write, path, name.encode())
        except OSError as error:
            log.warning("%s could not be written: %s", path.name, error)

    def _path(self, kind: str, exercise: str, tone: str) -> Path:
        """The file of a picture, named by what it shows and by all that decides how it looks. Raises OSError."""
        pose = (self._figures / f"{exercise}.yaml").read_bytes()
        what = hashlib.sha256(pose + f"\0{kind}\0{tone}\0{WIDTHS[kind]}".encode()).hexdigest()
        return self._folder / f"{exercise}-{what[:20]}.{ENDINGS[kind]}"

    async def _drawn(self, path: Path, kind: str, exercise: str, tone: str) -> bytes | None:
        """The picture drawn and kept; whoever asks for it meanwhile waits for the same one."""
        if path not in self._drawing:
            task = asyncio.create_task(self._draw(path, kind, exercise, tone), name=f"draw {path.stem}")
            self._drawing[path] = task
            task.add_done_callback(lambda _: self._drawing.pop(path, None))
        return await asyncio.shield(self._drawing[path])

    async def _draw(self, path: Path, kind: str, exercise: str, tone: str) -> bytes | None:
        async with self._free:
            data = await asyncio.to_thread(self._painted, kind, exercise, tone)
        if data:
            await asyncio.to_thread(_write, path, data)
        return data

    def _painted(self, kind: str, exercise: str, tone: str) -> bytes | None:
        """In a thread: another process draws. Raises OSError or SubprocessError where it cannot."""
        command = [sys.executable, "-m", "bot.pictures.draw", str(self._figures), kind, exercise, tone]
        done = subprocess.run(  # noqa: S603 - our own program, with a name that was checked
            [*command, str(WIDTHS[kind])],
            cwd=PACKAGE.parent,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=WITHIN_S,
            start_new_session=True,  # Ctrl-C is for the bot, which lets a picture be finished
            check=False,
        )
        if done.returncode:
            last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
            log.warning("%s could not be drawn: %s", exercise, last or f"status {done.returncode}")
            return None
        return done.stdout


def _renderer() -> str:
    """A name for this version of the renderer, by its source and the libraries it draws with."""
    parts = [path.read_bytes() for path in sorted((PACKAGE / "pictures").glob("*.py"))]
    parts += [version(name).encode() for name in ("resvg-py", "pillow")]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def _note(drawing: Drawing, platform: str) -> Path:
    return Path(drawing.path).with_suffix(f".{platform}")


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _write(path: Path, data: bytes) -> None:
    """All of it or nothing, also where two write at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(part).replace(path)
