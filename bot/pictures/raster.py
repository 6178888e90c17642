"""SVG to PNG by resvg, and frames to a looping GIF by Pillow: the same figure is always the same bytes."""

import io
import math

import resvg_py
from PIL import Image

from bot.pictures.palette import palette
from bot.pictures.pose import Figure
from bot.pictures.scene import WIDTH, frame_svg, still_svg

STEPS, STEPS_OF_MANY, STEPS_OF_RING = 11, 7, 16
FRAME_MS, PAUSE_MS = 70, 450
COLOURS = 64


def png_of(svg: str) -> bytes:
    """The PNG of an SVG without text; no fonts are read."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))


def still_png(figure: Figure, tone: str, width: int = WIDTH) -> bytes:
    """The panels as PNG, `width` pixels wide. Raises ValueError for a tone there is not."""
    return png_of(still_svg(figure, palette(tone, figure.id), width))


def loop_gif(figure: Figure, tone: str, width: int = 480) -> bytes:
    """The movement there and back, or in a ring, as an endless GIF. Raises ValueError for a hold, which has none."""
    if figure.hold:
        raise ValueError(f"{figure.id} is a hold: it has no animation")
    if figure.cycle:
        frames = _frames(figure, [i / STEPS_OF_RING for i in range(STEPS_OF_RING)], tone, width)
        return _gif(frames, [FRAME_MS * 2] * len(frames))
    legs = figure.steps
    steps = STEPS if legs == 1 else STEPS_OF_MANY
    way = [(leg + (1 - math.cos(math.pi * i / steps)) / 2) / legs for leg in range(legs) for i in range(steps)] + [1.0]
    frames = _frames(figure, way, tone, width)
    there_and_back = frames + frames[-2:0:-1]
    stops = {leg * steps for leg in range(legs + 1)} | {len(there_and_back) - leg * steps for leg in range(1, legs)}
    times = [PAUSE_MS if index in stops else FRAME_MS for index in range(len(there_and_back))]
    return _gif(there_and_back, times)


def _frames(figure: Figure, instants: list[float], tone: str, width: int) -> list[Image.Image]:
    colours = palette(tone, figure.id)
    frames = [Image.open(io.BytesIO(png_of(frame_svg(figure, t, colours, width)))).convert("RGB") for t in instants]
    shades = _shades(frames)
    return [frame.quantize(palette=shades, dither=Image.Dither.NONE) for frame in frames]


def _gif(frames: list[Image.Image], times: list[int]) -> bytes:
    out = io.BytesIO()
    frames[0].save(
        out, "GIF", save_all=True, append_images=frames[1:], duration=times, loop=0, optimize=False, disposal=1
    )
    return out.getvalue()


def _shades(frames: list[Image.Image]) -> Image.Image:
    """One palette for all frames, so that colours do not flicker."""
    width, height = frames[0].size
    strip = Image.new("RGB", (width, height * 3))
    for index, frame in enumerate((frames[0], frames[len(frames) // 2], frames[-1])):
        strip.paste(frame, (0, height * index))
    return strip.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
