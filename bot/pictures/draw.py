"""`python -m bot.pictures.draw`: one picture on standard output, from a process of its own: no chat waits for it."""

import sys
from pathlib import Path

from bot.pictures.door import figure_gif, figure_png
from bot.pictures.palette import TONES, VARIED


def draw(folder: Path, kind: str, exercise_id: str, tone: str, width: int) -> bytes:
    """The still (`exercise`) or the loop (`motion`) of a figure; nothing for the motion of a hold.

    A tone there is not (any more) is drawn as `varied`. Raises FigureError for an exercise without a figure.
    """
    known = tone if tone in TONES else VARIED
    if kind == "motion":
        return figure_gif(folder, exercise_id, tone=known, width=width) or b""
    return figure_png(folder, exercise_id, tone=known, width=width)


if __name__ == "__main__":
    folder_, kind_, exercise_, tone_, width_ = sys.argv[1:]
    sys.stdout.buffer.write(draw(Path(folder_), kind_, exercise_, tone_, int(width_)))
