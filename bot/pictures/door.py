"""The room's doors: a picture, an animation and the words of an exercise, and the two commands of the command line."""

import sys
from pathlib import Path

from bot.pictures.lint import lint
from bot.pictures.pose import FigureError
from bot.pictures.raster import loop_gif, still_png
from bot.pictures.reading import load_figure
from bot.pictures.scene import WIDTH
from bot.pictures.sheet import sheet


def has_figure(folder: Path, exercise_id: str) -> bool:
    """Whether the folder has a figure for that exercise."""
    return _named(folder, exercise_id).is_file()


def figure_png(folder: Path, exercise_id: str, *, tone: str = "varied", width: int = WIDTH) -> bytes:
    """The start and end panels (one for a hold) as PNG, `width` pixels wide; under 60 kB at 1024.

    `tone` is one of TONES. Takes 50–120 ms and holds the GIL: call it outside the event loop.
    Raises FigureError for an exercise without a figure, ValueError for a tone there is not.
    """
    return still_png(load_figure(_path(folder, exercise_id)), tone, width)


def figure_gif(folder: Path, exercise_id: str, *, tone: str = "varied", width: int = 480) -> bytes | None:
    """The movement as an endless GIF under 200 kB, or None for a hold. Takes up to 1 s: call it outside the event loop.

    Raises FigureError for an exercise without a figure, ValueError for a tone there is not.
    """
    figure = load_figure(_path(folder, exercise_id))
    return None if figure.hold else loop_gif(figure, tone, width)


def alt_text(folder: Path, exercise_id: str) -> str:
    """What the picture shows, for screen readers and the terminal. Raises FigureError for an exercise without one."""
    return load_figure(_path(folder, exercise_id)).alt


def run_lint(folder: Path) -> int:
    """`python -m bot figures lint`: print every fault; 0 when there is none, else 1."""
    faults = lint(folder)
    for fault in faults:
        sys.stdout.write(fault + "\n")
    count = len(list(folder.glob("*.yaml")))
    sys.stdout.write(f"{count} figures, {len(faults)} faults\n")
    return 1 if faults or not count else 0


def run_sheet(folder: Path, out: Path) -> int:
    """`python -m bot figures sheet`: draw the contact sheets into a folder; 0 when all figures could be read."""
    try:
        written = sheet(folder, out)
    except FigureError as error:
        sys.stdout.write(f"{error}\n")
        return 1
    for path in written:
        sys.stdout.write(f"{path} {path.stat().st_size // 1024} kB\n")
    return 0


def _path(folder: Path, exercise_id: str) -> Path:
    path = _named(folder, exercise_id)
    if not path.is_file():
        raise FigureError(f"{exercise_id}: no figure")
    return path


def _named(folder: Path, exercise_id: str) -> Path:
    """The file of an id; an id that is no plain name leads nowhere."""
    return folder / (f"{exercise_id}.yaml" if exercise_id.replace("_", "").isalnum() else "no such figure")
