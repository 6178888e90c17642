"""Exercise figures: pose data of `content/figures` to PNG, looping GIF and words."""

from bot.pictures.door import alt_text, figure_gif, figure_png, has_figure, run_lint, run_sheet
from bot.pictures.lint import lint
from bot.pictures.palette import TONES
from bot.pictures.pose import FigureError
from bot.pictures.sheet import sheet

__all__ = [
    "TONES",
    "FigureError",
    "alt_text",
    "figure_gif",
    "figure_png",
    "has_figure",
    "lint",
    "run_lint",
    "run_sheet",
    "sheet",
]
