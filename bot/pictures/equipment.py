"""How each piece of equipment is painted. What it must be told, and when it is painted, is in props.py."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from bot.pictures.canvas import Canvas
from bot.pictures.geometry import Point, between, heading, plus, polar, spline, turned
from bot.pictures.outline import limb
from bot.pictures.palette import Palette
from bot.pictures.pose import Prop, Ref
from bot.pictures.skeleton import Skeleton

FAR_PLATE: Point = (3.5, 2.4)
WEIGHT = ((0.0, 3.8, 3.8), (1.0, 3.8, 3.8))
HANDLE: tuple[Point, ...] = ((-4.2, -4.5), (-3.6, -0.6), (-2, 0.8), (2, 0.8), (3.6, -0.6), (4.2, -4.5))
HAND = Ref(joint="hand_n")


@dataclass(frozen=True, slots=True)
class Brush:
    """What a prop is painted with and on: the canvas, the solved body (far limbs shifted), the colours."""

    canvas: Canvas
    body: Skeleton
    colours: Palette

    def at(self, prop: Prop, name: str, default: Ref | None = None) -> Point:
        """A place of a prop."""
        return self.body.at(prop.refs.get(name) or default or Ref())


Painter = Callable[[Brush, Prop], None]


def block(prop: Prop) -> tuple[float, float, float]:
    """Left edge, width and height of what stands on the floor."""
    return prop.sizes["x"], prop.sizes["w"], prop.sizes["h"]


def bench(brush: Brush, prop: Prop) -> None:
    """A padded bench on two legs."""
    x, w, h = block(prop)
    for leg in (x + w * 0.14, x + w * 0.86):
        brush.canvas.box((leg - 1.3, 0), (2.6, h - 3), brush.colours.iron_light, round_=0.6)
        brush.canvas.box((leg - 4, 0), (8, 1.5), brush.colours.iron_light, round_=0.7)
    brush.canvas.box((x, h - 4.6), (w, 4.6), brush.colours.pad, round_=1.8)
    brush.canvas.box((x, h - 4.6), (w, 1.6), brush.colours.pad_dark, round_=0.8)


def couch(brush: Brush, prop: Prop) -> None:
    """A couch from its end, its seat to the right: the back behind, feet below."""
    x, w, h = block(prop)
    for leg in (x + 4, x + w - 4):
        brush.canvas.box((leg - 1.2, 0), (2.4, 4), brush.colours.wood_dark, round_=0.5)
    brush.canvas.box((x, 3), (12, h + 17), brush.colours.cloth_dark, round_=4)
    brush.canvas.box((x, 3), (w, h * 0.55), brush.colours.cloth_dark, round_=2)
    brush.canvas.box((x + 8, h * 0.52), (w - 8, h * 0.48), brush.colours.cloth, round_=3)


def box(brush: Brush, prop: Prop) -> None:
    """A wooden box or step."""
    x, w, h = block(prop)
    brush.canvas.box((x, 0), (w, h), brush.colours.wood, round_=1)
    brush.canvas.box((x, h - 1.6), (w, 1.6), brush.colours.wood_dark, round_=0.6)


def pad(brush: Brush, prop: Prop) -> None:
    """A low cushion."""
    x, w, h = block(prop)
    brush.canvas.box((x, 0), (w, h), brush.colours.mat, round_=min(h / 2, 1.6))


def mat(brush: Brush, prop: Prop) -> None:
    """A mat from the side, in the floor's line."""
    brush.canvas.box((prop.sizes["x"], -1), (prop.sizes["w"], 1.5), brush.colours.mat, round_=0.7)


def mat_area(brush: Brush, prop: Prop) -> None:
    """A mat from above, narrower where it is farther away."""
    x, w, low, high = (prop.sizes[key] for key in ("x", "w", "y0", "y1"))
    edge = w * prop.sizes.get("lean", 0.06)
    corners = [(x, low), (x + w, low), (x + w - edge, high), (x + edge, high)]
    brush.canvas.polygon(corners, brush.colours.mat, outline=brush.colours.mat, width=2)


def area(brush: Brush, prop: Prop) -> None:
    """A mat seen at an angle, by its four corners."""
    corners = [brush.at(prop, name) for name in ("p1", "p2", "p3", "p4")]
    brush.canvas.polygon(corners, brush.colours.mat, outline=brush.colours.mat, width=2)


def wall(brush: Brush, prop: Prop) -> None:
    """A wall from the side."""
    brush.canvas.box((prop.sizes["x"], 0), (3, prop.sizes.get("h", 112)), brush.colours.floor, round_=0.4)


def post(brush: Brush, prop: Prop) -> None:
    """An upright that a band is tied to."""
    x, y, h = prop.sizes["x"], prop.sizes.get("y", 0), prop.sizes["h"]
    brush.canvas.box((x - 5, y), (10, 1.8), brush.colours.iron_far, round_=0.8)
    brush.canvas.box((x - 1.3, y), (2.6, h), brush.colours.iron_far, round_=1)


def rail(brush: Brush, prop: Prop) -> None:
    """A handrail from its end."""
    x, h = prop.sizes["x"], prop.sizes["h"]
    brush.canvas.box((x - 1.1, 0), (2.2, h), brush.colours.iron_far, round_=0.8)
    brush.canvas.box((x - 4, 0), (8, 1.6), brush.colours.iron_far, round_=0.8)
    brush.canvas.circle((x, h), 2, brush.colours.iron)


def bar_end(brush: Brush, prop: Prop) -> None:
    """A pull-up bar from its end, on an upright behind the body."""
    at = brush.at(prop, "at")
    brush.canvas.box((at[0] + 1.9, 0), (2.2, at[1] + 4), brush.colours.floor, round_=0.8)
    brush.canvas.curve([at, plus(at, (3, 1.5))], brush.colours.iron_far, 2.2)


def bar_dot(brush: Brush, prop: Prop) -> None:
    """The end of a pull-up bar, over the hands."""
    brush.canvas.circle(brush.at(prop, "at"), 1.7, brush.colours.iron)


def bar(brush: Brush, prop: Prop) -> None:
    """A bar across two uprights."""
    (x, y), w = brush.at(prop, "at"), prop.sizes["w"]
    brush.canvas.box((x - w / 2, y - 1.1), (w, 2.2), brush.colours.iron, round_=1)
    for left in (x - w / 2 + 1, x + w / 2 - 3.2):
        brush.canvas.box((left, 0), (2.4, y + 3), brush.colours.iron_far, round_=0.8)


def far_plate(brush: Brush, prop: Prop) -> None:
    """The plate at a barbell's other end."""
    at = brush.at(prop, "at", HAND)
    brush.canvas.circle(plus(at, FAR_PLATE), prop.sizes.get("r", 9), brush.colours.iron_far)


def barbell(brush: Brush, prop: Prop) -> None:
    """A barbell from its end: the near plate."""
    at, r = brush.at(prop, "at", HAND), prop.sizes.get("r", 9)
    brush.canvas.circle(at, r, brush.colours.iron, outline=brush.colours.panel, width=0.6)
    brush.canvas.circle(at, r * 0.8, "none", outline=brush.colours.iron_light, width=0.7)
    brush.canvas.circle(at, r * 0.36, brush.colours.iron_light)
    brush.canvas.circle(at, 1.5, brush.colours.steel)


def dumbbell(side: str) -> Painter:
    """The painter of the dumbbell in one hand, n or f."""

    def paint(brush: Brush, prop: Prop) -> None:
        if side not in prop.words.get("hands", "nf"):
            return
        at, angle = brush.body.joints[f"hand_{side}"], prop.sizes.get("ang", 0)
        near = side == "n" or bool(prop.sizes.get("flat", 0))
        colour = brush.colours.iron if near else brush.colours.iron_far
        ends = [limb(plus(at, polar(angle, 3.2 * g)), plus(at, polar(angle, 7 * g)), WEIGHT) for g in (-1, 1)]
        if near:
            for end in ends:
                brush.canvas.polygon(end, brush.colours.panel, outline=brush.colours.panel, width=2.4)
        brush.canvas.curve([plus(at, polar(angle, -4)), plus(at, polar(angle, 4))], colour, 1.8)
        for end in ends:
            brush.canvas.polygon(end, colour, outline=colour, width=1)

    return paint


def kettlebell(brush: Brush, prop: Prop) -> None:
    """A kettlebell hanging from the near hand."""
    at, angle = brush.body.joints["hand_n"], hangs(brush.body, prop)
    bell = plus(at, polar(angle, 8.4))
    handle = [plus(at, turned(p, angle + 90)) for p in HANDLE]
    brush.canvas.circle(bell, 6.4, "none", outline=brush.colours.panel, width=1.2)
    brush.canvas.curve(spline(handle, 5, closed=False), brush.colours.iron, 1.9)
    brush.canvas.circle(bell, 6.4, brush.colours.iron)
    brush.canvas.circle(plus(bell, (-1.7, 1.9)), 1.7, brush.colours.iron_light)


def hangs(body: Skeleton, prop: Prop) -> float:
    """The direction a kettlebell hangs in: on from the forearm, unless it says so itself (degrees)."""
    return prop.sizes.get("ang", heading(body.joints["elbow_n"], body.joints["hand_n"]))


def plate(brush: Brush, prop: Prop) -> None:
    """A weight plate from its edge."""
    at, angle, r = brush.at(prop, "at"), prop.sizes.get("ang", 0), prop.sizes.get("r", 10)
    for reach, half, colour in ((r * 0.22, 2.3, brush.colours.iron_light), (r, 1.4, brush.colours.iron)):
        ends = plus(at, polar(angle, -reach)), plus(at, polar(angle, reach))
        brush.canvas.polygon(limb(*ends, ((0, half, half), (1, half, half))), colour, outline=colour, width=1)


def band(brush: Brush, prop: Prop) -> None:
    """A resistance band between two or three places."""
    ends = [brush.at(prop, name) for name in ("from", "via", "to") if name in prop.refs]
    brush.canvas.curve(ends, brush.colours.band, prop.sizes.get("thick", 1.5))


def roller(brush: Brush, prop: Prop) -> None:
    """A foam roller from its end."""
    at, r = brush.at(prop, "at"), prop.sizes.get("r", 6.5)
    brush.canvas.circle(at, r, brush.colours.cloth, outline=brush.colours.panel, width=0.7)
    brush.canvas.circle(at, r * 0.62, "none", outline=brush.colours.cloth_dark, width=1)
    brush.canvas.circle(at, r * 0.3, brush.colours.panel)


def towel(brush: Brush, prop: Prop) -> None:
    """A towel under a heel."""
    at, w = brush.at(prop, "at"), prop.sizes.get("w", 14)
    brush.canvas.box((at[0] - w / 2, at[1] - 1.4), (w, 1.7), brush.colours.band, round_=0.8)


def backpack(brush: Brush, prop: Prop) -> None:
    """A backpack with its pocket to the viewer."""
    at, angle = brush.at(prop, "at"), prop.sizes.get("ang", 0)

    def shape(points: list[Point]) -> list[Point]:
        return spline([plus(at, turned(p, angle)) for p in points], 5)

    pack = shape([(-7, -11), (0, -12), (7, -11), (8.4, -2), (7.6, 8), (0, 12), (-7.6, 8), (-8.4, -2)])
    brush.canvas.polygon(pack, brush.colours.cloth, outline=brush.colours.panel, width=0.8)
    pocket = shape([(-4.6, -8.4), (4.6, -8.4), (5.4, -3), (4.4, 0), (-4.4, 0), (-5.4, -3)])
    brush.canvas.polygon(pocket, brush.colours.cloth_dark)
    brush.canvas.curve([plus(at, turned(p, angle)) for p in ((-5.6, 4.4), (5.6, 4.4))], brush.colours.cloth_dark, 1)


def loop(brush: Brush, prop: Prop) -> None:
    """A short band round a limb, across its bone."""
    start, end = brush.at(prop, "from"), brush.at(prop, "to")
    middle, across = between(start, end, prop.sizes.get("share", 0.8)), heading(start, end) + 90
    half = prop.sizes.get("half", 4.9)
    brush.canvas.curve([plus(middle, polar(across, g * half)) for g in (-1, 1)], brush.colours.band, 2)


def shadow(brush: Brush, prop: Prop) -> None:
    """The shadow of something lifted off a mat."""
    (x, y), w = brush.at(prop, "at"), prop.sizes["w"]
    ring = [(x + w * math.cos(a * math.pi / 8), y + w * 0.36 * math.sin(a * math.pi / 8)) for a in range(16)]
    brush.canvas.polygon(spline(ring, 3), brush.colours.mat_dark)


def lever(brush: Brush, prop: Prop) -> None:
    """A machine's arm along the shank, its pad behind the ankle."""
    pivot, ankle = brush.at(prop, "pivot"), brush.at(prop, "at")
    pad = plus(between(pivot, ankle, 0.92), polar(heading(pivot, ankle) - 90, prop.sizes.get("gap", 5)))
    brush.canvas.curve([pivot, pad], brush.colours.iron_far, 2.4)
    brush.canvas.circle(pivot, 2.8, brush.colours.iron_light)
    brush.canvas.circle(pad, 3.4, brush.colours.pad_dark, outline=brush.colours.panel, width=0.6)


def strap(brush: Brush, prop: Prop) -> None:
    """A padded bar across the ankles, held by a low frame."""
    at = brush.at(prop, "at")
    brush.canvas.box((at[0] - 1.2, 0), (2.4, at[1]), brush.colours.iron_light, round_=0.8)
    brush.canvas.box((at[0] - 7, 0), (14, 1.5), brush.colours.iron_light, round_=0.7)
    brush.canvas.circle(at, 3.2, brush.colours.pad_dark, outline=brush.colours.panel, width=0.6)
