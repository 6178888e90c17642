"""A figure to SVG: panels side by side or stacked, whichever draws larger; or one frame of its animation."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.pictures.body import DEPTH, Body
from bot.pictures.canvas import Canvas
from bot.pictures.equipment import Brush
from bot.pictures.geometry import Point, distance, heading, plus, polar, spline, turned
from bot.pictures.palette import Palette
from bot.pictures.pose import Arrow, Figure, pose_at
from bot.pictures.props import KINDS, paint_layer
from bot.pictures.skeleton import Skeleton, skeleton_at

WIDTH, TALLEST, MARGIN = 1024, 640, 26
LARGEST = 5.3
SIDE_ORDER = ("arm_f", "leg_f", "torso", "leg_n", "arm_n")
FRONT_ORDER = ("torso", "leg_f", "leg_n", "arm_f", "arm_n")
DIGITS = {
    1: "M-3.2 -3.6L.6 -6.4V6.4",
    2: "M-3.8 -3.2C-3.6 -7.6 4 -7.6 3.9 -2.9C3.8 .4 -1.6 3 -4 6.2H4.2",
    3: "M-3.6 -6.2H3.6L-.4 -1.4C5.4 -1.6 5.2 6.4 0 6.4C-2 6.4 -3.4 5.6 -4 4.2",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A rectangle: in units for bounds, in pixels for panels. `x`, `y` is its corner nearest the origin."""

    x: float
    y: float
    w: float
    h: float


def still_svg(figure: Figure, colours: Palette, width: int = WIDTH) -> str:
    """The panels of a figure, `width` pixels wide."""
    stills = figure.stills
    bounds = bounds_of(figure, sorted({*stills, 0.5}))
    panels, height, scale = _panels(len(stills), bounds)
    parts = [f'<rect width="{WIDTH}" height="{height}" fill="{colours.background}"/>']
    corner = _free_corner(figure, panels[0], bounds, scale)
    for index, (panel, instant) in enumerate(zip(panels, stills, strict=True)):
        parts.append(
            f'<rect x="{panel.x:.0f}" y="{panel.y:.0f}" width="{panel.w:.0f}" height="{panel.h:.0f}" rx="22"'
            f' fill="{colours.panel}"/>'
        )
        parts.append(_scene(figure, instant, panel, bounds=bounds, scale=scale, colours=colours, panel_index=index))
        if len(stills) > 1:
            parts.append(_badge(panel.x + corner[0], panel.y + corner[1], index + 1, colours))
    return _svg("".join(parts), WIDTH, height, width)


def frame_svg(figure: Figure, instant: float, colours: Palette, width: int = 480) -> str:
    """One frame of the animation on a white ground; every frame of a figure has the same size and framing."""
    bounds = bounds_of(figure, [i / 8 for i in range(9)], arrows=False)
    inner = width - 44
    scale = min(inner / bounds.w, inner / bounds.h, 4.6)
    height = round(max(width * 0.5, min(width, bounds.h * scale + 52)) / 2) * 2
    ground = f'<rect width="{width}" height="{height}" fill="{colours.panel}"/>'
    panel = Frame(x=0, y=0, w=width, h=height)
    scene = _scene(figure, instant, panel, bounds=bounds, scale=scale, colours=colours, panel_index=None)
    return _svg(ground + scene, width, height, width)


def bounds_of(figure: Figure, instants: Iterable[float], *, arrows: bool = True) -> Frame:
    """The room a figure takes over those instants, with its equipment (units)."""
    points: list[Point] = []
    for instant in instants:
        body = skeleton_at(figure, instant)
        for name, point in body.joints.items():
            room = {"head": 8, "hip": 7, "shoulder": 7}.get(name, 3.5)
            points += [plus(point, (room, room)), plus(point, (-room, -room))]
        for prop in figure.props:
            points += KINDS[prop.kind].room(body, prop)
    if arrows:
        for arrow in figure.arrows:
            points += [plus(p, (g * 2, g * 2)) for p in _way(figure, arrow) for g in (-1, 1)]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    low = min(ys) if not figure.floor else 0 if not figure.slope else min(0, *ys)
    return Frame(x=min(xs), y=low, w=max(xs) - min(xs), h=max(ys) - low)


def _free_corner(figure: Figure, panel: Frame, bounds: Frame, scale: float) -> Point:
    """Where in every panel its number covers nothing, in pixels from its corner: top left, if the body is not there."""
    left, base = _origin(panel, bounds, scale)
    for corner in ((34.0, 34.0), (panel.w - 34, 34.0), (34.0, panel.h - 50)):
        spot = (panel.x + corner[0] - left) / scale, (base - panel.y - corner[1]) / scale
        bodies = [skeleton_at(figure, instant).joints.values() for instant in figure.stills]
        if all(distance(spot, point) > 7 + 30 / scale for joints in bodies for point in joints):
            return corner
    return 34.0, 34.0


def _origin(panel: Frame, bounds: Frame, scale: float) -> Point:
    """Where (0, 0) of the body's units lies in pixels: the bounds in the panel's middle, the floor above its edge."""
    left = panel.x + panel.w / 2 - (bounds.x + bounds.w / 2) * scale
    base = panel.y + panel.h / 2 + (bounds.y + bounds.h / 2) * scale
    return left, min(base, panel.y + panel.h - 18 + bounds.y * scale)


def _panels(count: int, bounds: Frame) -> tuple[list[Frame], int, float]:
    """Panels, the picture's height and pixels a unit."""
    across = (WIDTH - 2 * MARGIN) / count
    beside = min((across - (44 if count < 3 else 26)) / bounds.w, (TALLEST - 2 * MARGIN - 56) / bounds.h, LARGEST)
    aside = 150 if count > 1 else 60
    tall = TALLEST if count < 3 else 1020
    below = min((WIDTH - 2 * MARGIN - aside) / bounds.w, ((tall - 2 * MARGIN) / count - 44) / bounds.h, LARGEST)
    if beside >= below * 0.93:
        height = max(380, min(TALLEST, int(bounds.h * beside + 2 * MARGIN + 76)))
        inside = height - 2 * MARGIN - 12
        panels = [Frame(x=MARGIN + i * across + 6, y=MARGIN + 6, w=across - 12, h=inside) for i in range(count)]
        return panels, height, beside
    height = max(400, min(tall, int(count * (bounds.h * below + 56) + 2 * MARGIN)))
    each = (height - 2 * MARGIN) / count
    inside_w = WIDTH - 2 * MARGIN - 12
    panels = [Frame(x=MARGIN + 6, y=MARGIN + i * each + 6, w=inside_w, h=each - 12) for i in range(count)]
    return panels, height, below


def _scene(
    figure: Figure,
    instant: float,
    panel: Frame,
    *,
    bounds: Frame,
    scale: float,
    colours: Palette,
    panel_index: int | None,
) -> str:
    left, base = _origin(panel, bounds, scale)
    canvas = Canvas(scale, (left, base))
    body = skeleton_at(figure, instant)
    shifted = replace(body, joints={**body.joints, **_far(figure, body)})
    brush, far_brush = Brush(canvas, body, colours), Brush(canvas, shifted, colours)
    edges = (panel.x + 18 - left) / scale, (panel.x + panel.w - 18 - left) / scale
    order = pose_at(figure, instant).order or (SIDE_ORDER if figure.view == "side" else FRONT_ORDER)
    painter = Body(
        canvas,
        body=body,
        view=figure.view,
        colours=colours,
        muscles=figure.muscles,
        palm=figure.palm,
        reach=figure.reach,
    )
    paint_layer(brush, figure.props, "back")
    for part in order:
        if part.startswith("arm"):
            side = part[-1]
            paint_layer(far_brush if side == "f" else brush, figure.props, f"hand_{side}")
        _paint_part(painter, part, figure)
    paint_layer(brush, figure.props, "front")
    if figure.floor:
        _floor(canvas, edges, figure.slope, colours)
    paint_layer(brush, figure.props, "under")
    paint_layer(brush, figure.props, "top")
    if panel_index is not None:
        last = len(figure.stills) - 1
        for arrow in figure.arrows:
            if (last if arrow.panel < 0 else arrow.panel - 1) == panel_index:
                _arrow(canvas, _way(figure, arrow), colours)
    return canvas.markup


def _far(figure: Figure, body: Skeleton) -> dict[str, Point]:
    if figure.view != "side":
        return {}
    return {name: plus(point, DEPTH) for name, point in body.joints.items() if name.endswith("_f")}


def _paint_part(painter: Body, part: str, figure: Figure) -> None:
    if part == "torso":
        painter.torso()
    elif part == "head":
        painter.head()
    elif part.startswith("arm"):
        painter.arm(part[-1])
    else:
        painter.leg(part[-1])
        if part == "leg_n" and figure.view == "side":
            painter.trunk_muscles("glutes")


def _floor(canvas: Canvas, edges: tuple[float, float], slope: float, colours: Palette) -> None:
    left, right = edges
    if not slope:
        canvas.box((left, -1), (right - left, 1), colours.floor, round_=0.5)
        return
    low, high = turned((left, 0), slope), turned((right, 0), slope)
    canvas.polygon([low, high, plus(high, (0, -1.4)), plus(low, (0, -1.4))], colours.floor)


def _way(figure: Figure, arrow: Arrow) -> list[Point]:
    """The points an arrow runs through."""
    if arrow.ref is None:
        return spline(list(arrow.path), 10, closed=False)
    steps = len(figure.stills) - 1
    panel = steps if arrow.panel < 0 else arrow.panel - 1
    first = max(panel - 1, 0) / steps
    low, high = (first + share / steps for share in arrow.span)
    return [skeleton_at(figure, low + (high - low) * i / 20).at(arrow.ref) for i in range(21)]


def _arrow(canvas: Canvas, way: list[Point], colours: Palette) -> None:
    tip = way[-1]
    kept = len(way) - 1
    while kept > 1 and distance(way[kept], tip) < 3.2:
        kept -= 1
    angle = heading(way[kept], tip)
    shaft = way[: kept + 1]
    head = [tip, *(plus(tip, turned(p, angle)) for p in ((-5.2, 3.1), (-4.2, 0), (-5.2, -3.1)))]
    shaft = [*shaft, plus(tip, polar(angle, -4.2))] if distance(shaft[-1], tip) > 4.2 else shaft
    canvas.curve(shaft, colours.panel, 3.1)
    canvas.polygon(head, colours.panel, outline=colours.panel, width=1.6)
    canvas.curve(shaft, colours.arrow, 1.5)
    canvas.polygon(head, colours.arrow, outline=colours.arrow, width=0.5)


def _badge(x: float, y: float, number: int, colours: Palette) -> str:
    return (
        f'<g transform="translate({x:.0f},{y:.0f})"><circle r="19" fill="{colours.shorts}"/>'
        f'<path d="{DIGITS[number]}" stroke="{colours.panel}" stroke-width="3" fill="none" stroke-linecap="round"'
        ' stroke-linejoin="round" transform="scale(1.15)"/></g>'
    )


def _svg(inside: str, width: int, height: int, shown: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{shown}" height="{round(height * shown / width)}"'
        f' viewBox="0 0 {width} {height}">{inside}</svg>'
    )
