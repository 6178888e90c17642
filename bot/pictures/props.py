"""Equipment: each kind says what it must be told, how it is painted, and how much room it takes."""

import math
from collections.abc import Callable, Mapping
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
REFS = frozenset({"at", "from", "to", "via", "pivot", "p1", "p2", "p3", "p4"})
WORDS = {"layer": ("back", "hand_f", "hand_n", "front", "under", "top"), "hands": ("n", "f", "nf")}


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
Room = Callable[[Skeleton, Prop], list[Point]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of equipment. `layer` is when it is painted, unless the prop says otherwise."""

    paint: Painter
    room: Room
    layer: str
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


def _block(prop: Prop) -> tuple[float, float, float]:
    return prop.sizes["x"], prop.sizes["w"], prop.sizes["h"]


def _bench(brush: Brush, prop: Prop) -> None:
    x, w, h = _block(prop)
    for leg in (x + w * 0.14, x + w * 0.86):
        brush.canvas.box((leg - 1.3, 0), (2.6, h - 3), brush.colours.iron_light, round_=0.6)
        brush.canvas.box((leg - 4, 0), (8, 1.5), brush.colours.iron_light, round_=0.7)
    brush.canvas.box((x, h - 4.6), (w, 4.6), brush.colours.pad, round_=1.8)
    brush.canvas.box((x, h - 4.6), (w, 1.6), brush.colours.pad_dark, round_=0.8)


def _box(brush: Brush, prop: Prop) -> None:
    x, w, h = _block(prop)
    brush.canvas.box((x, 0), (w, h), brush.colours.wood, round_=1)
    brush.canvas.box((x, h - 1.6), (w, 1.6), brush.colours.wood_dark, round_=0.6)


def _pad(brush: Brush, prop: Prop) -> None:
    x, w, h = _block(prop)
    brush.canvas.box((x, 0), (w, h), brush.colours.mat, round_=min(h / 2, 1.6))


def _mat(brush: Brush, prop: Prop) -> None:
    brush.canvas.box((prop.sizes["x"], -1), (prop.sizes["w"], 1.5), brush.colours.mat, round_=0.7)


def _mat_area(brush: Brush, prop: Prop) -> None:
    x, w, low, high = (prop.sizes[key] for key in ("x", "w", "y0", "y1"))
    edge = w * prop.sizes.get("lean", 0.06)
    corners = [(x, low), (x + w, low), (x + w - edge, high), (x + edge, high)]
    brush.canvas.polygon(corners, brush.colours.mat, outline=brush.colours.mat, width=2)


def _area(brush: Brush, prop: Prop) -> None:
    corners = [brush.at(prop, name) for name in ("p1", "p2", "p3", "p4")]
    brush.canvas.polygon(corners, brush.colours.mat, outline=brush.colours.mat, width=2)


def _wall(brush: Brush, prop: Prop) -> None:
    brush.canvas.box((prop.sizes["x"], 0), (3, prop.sizes.get("h", 112)), brush.colours.floor, round_=0.4)


def _post(brush: Brush, prop: Prop) -> None:
    x, y, h = prop.sizes["x"], prop.sizes.get("y", 0), prop.sizes["h"]
    brush.canvas.box((x - 5, y), (10, 1.8), brush.colours.iron_far, round_=0.8)
    brush.canvas.box((x - 1.3, y), (2.6, h), brush.colours.iron_far, round_=1)


def _rail(brush: Brush, prop: Prop) -> None:
    x, h = prop.sizes["x"], prop.sizes["h"]
    brush.canvas.box((x - 1.1, 0), (2.2, h), brush.colours.iron_far, round_=0.8)
    brush.canvas.box((x - 4, 0), (8, 1.6), brush.colours.iron_far, round_=0.8)
    brush.canvas.circle((x, h), 2, brush.colours.iron)


def _bar_end(brush: Brush, prop: Prop) -> None:
    at = brush.at(prop, "at")
    brush.canvas.box((at[0] + 1.9, 0), (2.2, at[1] + 4), brush.colours.floor, round_=0.8)
    brush.canvas.curve([at, plus(at, (3, 1.5))], brush.colours.iron_far, 2.2)


def _bar_dot(brush: Brush, prop: Prop) -> None:
    brush.canvas.circle(brush.at(prop, "at"), 1.7, brush.colours.iron)


def _bar(brush: Brush, prop: Prop) -> None:
    (x, y), w = brush.at(prop, "at"), prop.sizes["w"]
    brush.canvas.box((x - w / 2, y - 1.1), (w, 2.2), brush.colours.iron, round_=1)
    for left in (x - w / 2 + 1, x + w / 2 - 3.2):
        brush.canvas.box((left, 0), (2.4, y + 3), brush.colours.iron_far, round_=0.8)


HAND = Ref(joint="hand_n")


def _far_plate(brush: Brush, prop: Prop) -> None:
    at = brush.at(prop, "at", HAND)
    brush.canvas.circle(plus(at, FAR_PLATE), prop.sizes.get("r", 9), brush.colours.iron_far)


def _barbell(brush: Brush, prop: Prop) -> None:
    at, r = brush.at(prop, "at", HAND), prop.sizes.get("r", 9)
    brush.canvas.circle(at, r, brush.colours.iron, outline=brush.colours.panel, width=0.6)
    brush.canvas.circle(at, r * 0.8, "none", outline=brush.colours.iron_light, width=0.7)
    brush.canvas.circle(at, r * 0.36, brush.colours.iron_light)
    brush.canvas.circle(at, 1.5, brush.colours.steel)


def _dumbbell(side: str) -> Painter:
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


def _kettlebell(brush: Brush, prop: Prop) -> None:
    at, angle = brush.body.joints["hand_n"], _hangs(brush.body, prop)
    bell = plus(at, polar(angle, 8.4))
    handle = [plus(at, turned(p, angle + 90)) for p in HANDLE]
    brush.canvas.circle(bell, 6.4, "none", outline=brush.colours.panel, width=1.2)
    brush.canvas.curve(spline(handle, 5, closed=False), brush.colours.iron, 1.9)
    brush.canvas.circle(bell, 6.4, brush.colours.iron)
    brush.canvas.circle(plus(bell, (-1.7, 1.9)), 1.7, brush.colours.iron_light)


def _hangs(body: Skeleton, prop: Prop) -> float:
    return prop.sizes.get("ang", heading(body.joints["elbow_n"], body.joints["hand_n"]))


def _plate(brush: Brush, prop: Prop) -> None:
    at, angle, r = brush.at(prop, "at"), prop.sizes.get("ang", 0), prop.sizes.get("r", 10)
    for reach, half, colour in ((r, 1.9, brush.colours.iron), (r * 0.34, 2.5, brush.colours.iron_light)):
        ends = plus(at, polar(angle, -reach)), plus(at, polar(angle, reach))
        brush.canvas.polygon(limb(*ends, ((0, half, half), (1, half, half))), colour, outline=colour, width=1)


def _band(brush: Brush, prop: Prop) -> None:
    ends = [brush.at(prop, name) for name in ("from", "via", "to") if name in prop.refs]
    brush.canvas.curve(ends, brush.colours.band, prop.sizes.get("thick", 1.5))


def _roller(brush: Brush, prop: Prop) -> None:
    at, r = brush.at(prop, "at"), prop.sizes.get("r", 6.5)
    brush.canvas.circle(at, r, brush.colours.cloth, outline=brush.colours.panel, width=0.7)
    brush.canvas.circle(at, r * 0.62, "none", outline=brush.colours.cloth_dark, width=1)
    brush.canvas.circle(at, r * 0.3, brush.colours.panel)


def _towel(brush: Brush, prop: Prop) -> None:
    at, w = brush.at(prop, "at"), prop.sizes.get("w", 14)
    brush.canvas.box((at[0] - w / 2, at[1] - 1.4), (w, 1.7), brush.colours.band, round_=0.8)


def _backpack(brush: Brush, prop: Prop) -> None:
    at, angle = brush.at(prop, "at"), prop.sizes.get("ang", 0)

    def shape(points: list[Point]) -> list[Point]:
        return spline([plus(at, turned(p, angle)) for p in points], 5)

    pack = shape([(-7, -11), (0, -12), (7, -11), (8.4, -2), (7.6, 8), (0, 12), (-7.6, 8), (-8.4, -2)])
    brush.canvas.polygon(pack, brush.colours.cloth, outline=brush.colours.panel, width=0.8)
    pocket = shape([(-4.6, -8.4), (4.6, -8.4), (5.4, -3), (4.4, 0), (-4.4, 0), (-5.4, -3)])
    brush.canvas.polygon(pocket, brush.colours.cloth_dark)
    brush.canvas.curve([plus(at, turned(p, angle)) for p in ((-5.6, 4.4), (5.6, 4.4))], brush.colours.cloth_dark, 1)


def _loop(brush: Brush, prop: Prop) -> None:
    """A short band round a limb, across its bone."""
    start, end = brush.at(prop, "from"), brush.at(prop, "to")
    middle, across = between(start, end, prop.sizes.get("share", 0.8)), heading(start, end) + 90
    half = prop.sizes.get("half", 4.9)
    brush.canvas.curve([plus(middle, polar(across, g * half)) for g in (-1, 1)], brush.colours.band, 2)


def _shadow(brush: Brush, prop: Prop) -> None:
    (x, y), w = brush.at(prop, "at"), prop.sizes["w"]
    ring = [(x + w * math.cos(a * math.pi / 8), y + w * 0.36 * math.sin(a * math.pi / 8)) for a in range(16)]
    brush.canvas.polygon(spline(ring, 3), brush.colours.mat_dark)


def _lever(brush: Brush, prop: Prop) -> None:
    """A machine's arm along the shank, its pad behind the ankle."""
    pivot, ankle = brush.at(prop, "pivot"), brush.at(prop, "at")
    pad = plus(between(pivot, ankle, 0.92), polar(heading(pivot, ankle) - 90, prop.sizes.get("gap", 5)))
    brush.canvas.curve([pivot, pad], brush.colours.iron_far, 2.4)
    brush.canvas.circle(pivot, 2.8, brush.colours.iron_light)
    brush.canvas.circle(pad, 3.4, brush.colours.pad_dark, outline=brush.colours.panel, width=0.6)


def _strap(brush: Brush, prop: Prop) -> None:
    """A padded bar across the ankles, held by a low frame."""
    at = brush.at(prop, "at")
    brush.canvas.box((at[0] - 1.2, 0), (2.4, at[1]), brush.colours.iron_light, round_=0.8)
    brush.canvas.box((at[0] - 7, 0), (14, 1.5), brush.colours.iron_light, round_=0.7)
    brush.canvas.circle(at, 3.2, brush.colours.pad_dark, outline=brush.colours.panel, width=0.6)


def _no_room(_body: Skeleton, _prop: Prop) -> list[Point]:
    return []


def _block_room(_body: Skeleton, prop: Prop) -> list[Point]:
    x, w, h = prop.sizes["x"], prop.sizes["w"], prop.sizes.get("h", 0)
    return [(x, 0), (x + w, h)]


def _area_room(body: Skeleton, prop: Prop) -> list[Point]:
    if "x" in prop.sizes:
        x, w, low, high = (prop.sizes[key] for key in ("x", "w", "y0", "y1"))
        return [(x - 1, low - 1), (x + w + 1, high + 1)]
    return [body.at(ref) for ref in prop.refs.values()]


def _pole_room(_body: Skeleton, prop: Prop) -> list[Point]:
    x, h, y = prop.sizes["x"], prop.sizes.get("h", 112), prop.sizes.get("y", 0)
    return [(x - 4, y), (x + 4, y + h)]


def _bar_room(body: Skeleton, prop: Prop) -> list[Point]:
    at, half = body.at(prop.refs["at"]), prop.sizes.get("w", 8) / 2
    return [(at[0] - half, 0), (at[0] + half, at[1] + 4)]


def _disc_room(margin: float) -> Room:
    def room(body: Skeleton, prop: Prop) -> list[Point]:
        at = body.at(prop.refs.get("at", HAND))
        reach = max(prop.sizes.get("r", 0), margin)
        return [(at[0] - reach, at[1] - reach), (at[0] + reach + 3, at[1] + reach + 2)]

    return room


def _hands_room(body: Skeleton, prop: Prop) -> list[Point]:
    hands = [body.joints[f"hand_{side}"] for side in prop.words.get("hands", "nf")]
    return [plus(hand, (g * 9, g * 5)) for hand in hands for g in (-1, 1)]


def _kettlebell_room(body: Skeleton, prop: Prop) -> list[Point]:
    end = plus(body.joints["hand_n"], polar(_hangs(body, prop), 9))
    return [plus(end, (g * 7, g * 7)) for g in (-1, 1)]


def _refs_room(body: Skeleton, prop: Prop) -> list[Point]:
    return [body.at(ref) for ref in prop.refs.values()]


KINDS: Mapping[str, Kind] = {
    "bench": Kind(paint=_bench, room=_block_room, layer="back", needs=("x", "w", "h")),
    "box": Kind(paint=_box, room=_block_room, layer="back", needs=("x", "w", "h")),
    "pad": Kind(paint=_pad, room=_block_room, layer="back", needs=("x", "w", "h")),
    "mat": Kind(paint=_mat, room=_block_room, layer="under", needs=("x", "w")),
    "mat_area": Kind(paint=_mat_area, room=_area_room, layer="back", needs=("x", "w", "y0", "y1"), may=("lean",)),
    "area": Kind(paint=_area, room=_area_room, layer="back", needs=("p1", "p2", "p3", "p4")),
    "wall": Kind(paint=_wall, room=_pole_room, layer="back", needs=("x",), may=("h",)),
    "post": Kind(paint=_post, room=_pole_room, layer="back", needs=("x", "h"), may=("y",)),
    "rail": Kind(paint=_rail, room=_pole_room, layer="back", needs=("x", "h")),
    "bar": Kind(paint=_bar, room=_bar_room, layer="back", needs=("at", "w")),
    "bar_end": Kind(paint=_bar_end, room=_bar_room, layer="back", needs=("at",)),
    "barbell": Kind(paint=_barbell, room=_disc_room(9), layer="front", may=("at", "r")),
    "dumbbell": Kind(paint=_dumbbell("n"), room=_hands_room, layer="hand_n", may=("hands", "ang", "flat")),
    "kettlebell": Kind(paint=_kettlebell, room=_kettlebell_room, layer="hand_n", may=("ang",)),
    "plate": Kind(paint=_plate, room=_disc_room(4), layer="front", needs=("at",), may=("ang", "r")),
    "band": Kind(paint=_band, room=_refs_room, layer="front", needs=("from", "to"), may=("via", "thick")),
    "loop": Kind(paint=_loop, room=_no_room, layer="front", needs=("from", "to"), may=("share", "half")),
    "shadow": Kind(paint=_shadow, room=_no_room, layer="back", needs=("at", "w")),
    "roller": Kind(paint=_roller, room=_disc_room(6.5), layer="back", needs=("at",), may=("r",)),
    "towel": Kind(paint=_towel, room=_no_room, layer="under", needs=("at",), may=("w",)),
    "backpack": Kind(paint=_backpack, room=_disc_room(12), layer="hand_n", needs=("at",), may=("ang",)),
    "lever": Kind(paint=_lever, room=_refs_room, layer="front", needs=("pivot", "at"), may=("gap",)),
    "strap": Kind(paint=_strap, room=_disc_room(4), layer="front", needs=("at",)),
}
# Equipment that also shows in another layer: what lies behind the body, or the end of a bar before the hands.
SECOND: Mapping[str, tuple[str, Painter]] = {
    "barbell": ("back", _far_plate),
    "dumbbell": ("hand_f", _dumbbell("f")),
    "bar_end": ("top", _bar_dot),
}


def paint_layer(brush: Brush, props: tuple[Prop, ...], layer: str) -> None:
    """Everything that belongs to one layer: back, hand_f, hand_n, front, top or under."""
    for prop in props:
        kind = KINDS[prop.kind]
        if prop.words.get("layer", kind.layer) == layer:
            kind.paint(brush, prop)
        second = SECOND.get(prop.kind)
        if second is not None and second[0] == layer:
            second[1](brush, prop)
