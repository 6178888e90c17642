"""Equipment: each kind says what it must be told, when it is painted, and how much room it takes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.pictures import equipment as paint
from bot.pictures.equipment import HAND, Brush, Painter, hangs
from bot.pictures.geometry import Point, plus, polar
from bot.pictures.pose import Prop
from bot.pictures.skeleton import Skeleton

REFS = frozenset({"at", "from", "to", "via", "pivot", "p1", "p2", "p3", "p4"})
WORDS = {"layer": ("back", "hand_f", "hand_n", "front", "under", "top"), "hands": ("n", "f", "nf")}

Room = Callable[[Skeleton, Prop], list[Point]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of equipment. `layer` is when it is painted, unless the prop says otherwise."""

    paint: Painter
    room: Room
    layer: str
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


def _no_room(_body: Skeleton, _prop: Prop) -> list[Point]:
    return []


def _block_room(_body: Skeleton, prop: Prop) -> list[Point]:
    x, w, h = prop.sizes["x"], prop.sizes["w"], prop.sizes.get("h", 0)
    return [(x, 0), (x + w, h)]


def _couch_room(_body: Skeleton, prop: Prop) -> list[Point]:
    x, w, h = prop.sizes["x"], prop.sizes["w"], prop.sizes["h"]
    return [(x, 0), (x + w, h + 20)]


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
    end = plus(body.joints["hand_n"], polar(hangs(body, prop), 9))
    return [plus(end, (g * 7, g * 7)) for g in (-1, 1)]


def _refs_room(body: Skeleton, prop: Prop) -> list[Point]:
    return [body.at(ref) for ref in prop.refs.values()]


KINDS: Mapping[str, Kind] = {
    "bench": Kind(paint=paint.bench, room=_block_room, layer="back", needs=("x", "w", "h")),
    "box": Kind(paint=paint.box, room=_block_room, layer="back", needs=("x", "w", "h")),
    "couch": Kind(paint=paint.couch, room=_couch_room, layer="back", needs=("x", "w", "h")),
    "pad": Kind(paint=paint.pad, room=_block_room, layer="back", needs=("x", "w", "h")),
    "mat": Kind(paint=paint.mat, room=_block_room, layer="under", needs=("x", "w")),
    "mat_area": Kind(paint=paint.mat_area, room=_area_room, layer="back", needs=("x", "w", "y0", "y1"), may=("lean",)),
    "area": Kind(paint=paint.area, room=_area_room, layer="back", needs=("p1", "p2", "p3", "p4")),
    "wall": Kind(paint=paint.wall, room=_pole_room, layer="back", needs=("x",), may=("h",)),
    "post": Kind(paint=paint.post, room=_pole_room, layer="back", needs=("x", "h"), may=("y",)),
    "rail": Kind(paint=paint.rail, room=_pole_room, layer="back", needs=("x", "h")),
    "bar": Kind(paint=paint.bar, room=_bar_room, layer="back", needs=("at", "w")),
    "bar_end": Kind(paint=paint.bar_end, room=_bar_room, layer="back", needs=("at",)),
    "barbell": Kind(paint=paint.barbell, room=_disc_room(9), layer="front", may=("at", "r")),
    "dumbbell": Kind(paint=paint.dumbbell("n"), room=_hands_room, layer="hand_n", may=("hands", "ang", "flat")),
    "kettlebell": Kind(paint=paint.kettlebell, room=_kettlebell_room, layer="hand_n", may=("ang",)),
    "plate": Kind(paint=paint.plate, room=_disc_room(4), layer="front", needs=("at",), may=("ang", "r")),
    "band": Kind(paint=paint.band, room=_refs_room, layer="front", needs=("from", "to"), may=("via", "thick")),
    "loop": Kind(paint=paint.loop, room=_no_room, layer="front", needs=("from", "to"), may=("share", "half")),
    "shadow": Kind(paint=paint.shadow, room=_no_room, layer="back", needs=("at", "w")),
    "roller": Kind(paint=paint.roller, room=_disc_room(6.5), layer="back", needs=("at",), may=("r",)),
    "towel": Kind(paint=paint.towel, room=_no_room, layer="under", needs=("at",), may=("w",)),
    "backpack": Kind(paint=paint.backpack, room=_disc_room(12), layer="hand_n", needs=("at",), may=("ang",)),
    "lever": Kind(paint=paint.lever, room=_refs_room, layer="front", needs=("pivot", "at"), may=("gap",)),
    "strap": Kind(paint=paint.strap, room=_disc_room(4), layer="front", needs=("at",)),
}
# Equipment that also shows in another layer: what lies behind the body, or the end of a bar before the hands.
SECOND: Mapping[str, tuple[str, Painter]] = {
    "barbell": ("back", paint.far_plate),
    "dumbbell": ("hand_f", paint.dumbbell("f")),
    "bar_end": ("top", paint.bar_dot),
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
