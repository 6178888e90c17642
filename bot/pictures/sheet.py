"""Contact sheets: every figure at once, at the size of a page and of a phone, on a light and on a dark chat."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.pictures.pose import Figure
from bot.pictures.raster import still_png
from bot.pictures.reading import load_figures

GROUNDS = {"light": ("#FFFFFF", "#2B3A4D"), "dark": ("#17212B", "#D8DEE9")}
COLOURS = 192


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """How a sheet is laid out: the pictures' width in pixels, how many beside each other, how many on a sheet."""

    width: int
    columns: int
    count: int


PAGES = (Page(width=1024, columns=3, count=21), Page(width=320, columns=8, count=64))


def sheet(folder: Path, out: Path, *, tone: str = "varied", pages: Sequence[Page] = PAGES) -> list[Path]:
    """Draw every figure of a folder onto sheets `figures-<width>-<ground>[-n].png` in `out`; returns their paths."""
    out.mkdir(parents=True, exist_ok=True)
    figures = list(load_figures(folder).values())
    written = []
    for page in pages:
        parts = [figures[i : i + page.count] for i in range(0, len(figures), page.count)]
        for index, part in enumerate(parts):
            stills = [(each.id, still_png(each, tone, page.width)) for each in part]
            for name, picture in _on_grounds(stills, page):
                number = f"-{index + 1}" if len(parts) > 1 else ""
                path = out / f"figures-{page.width}-{name}{number}.png"
                path.write_bytes(picture)
                written.append(path)
    return written


def one_sheet(figures: Sequence[Figure], page: Page, *, tone: str = "varied", ground: str = "light") -> bytes:
    """Some figures on one sheet, as PNG."""
    stills = [(each.id, still_png(each, tone, page.width)) for each in figures]
    return dict(_on_grounds(stills, page))[ground]


def _on_grounds(stills: Sequence[tuple[str, bytes]], page: Page) -> Iterator[tuple[str, bytes]]:
    pictures = [(name, Image.open(io.BytesIO(data)).convert("RGB")) for name, data in stills]
    label = 13 if page.width < 600 else 26
    gap = page.width // 40 + 4
    rows = [pictures[i : i + page.columns] for i in range(0, len(pictures), page.columns)]
    heights = [max(picture.height for _, picture in row) + label + 2 * gap for row in rows]
    size = page.columns * (page.width + gap) + gap, sum(heights) + gap
    font = ImageFont.load_default(label)
    for name, (ground, ink) in GROUNDS.items():
        whole = Image.new("RGB", size, ground)
        pen = ImageDraw.Draw(whole)
        top = gap
        for row, height in zip(rows, heights, strict=True):
            for column, (figure_id, picture) in enumerate(row):
                left = gap + column * (page.width + gap)
                pen.text((left, top), figure_id, fill=ink, font=font)
                whole.paste(picture, (left, top + label + gap // 2))
            top += height
        yield name, _small(whole)


def _small(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
