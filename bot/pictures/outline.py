"""Outlines from bones and profiles: limbs, the bent trunk, a muscle's lens on either."""

import math
from collections.abc import Sequence

from bot.pictures.geometry import Point, between, heading, minus, plus, polar, spline
from bot.pictures.profiles import Lens, Profile, width_at
from bot.pictures.skeleton import TORSO, Skeleton

Edge = tuple[Point, float, float, float]


def limb(p: Point, q: Point, profile: Profile) -> list[Point]:
    """A tapered outline round the bone from p to q."""
    return _round([(between(p, q, t), heading(p, q), front, back) for t, front, back in profile])


def trunk(body: Skeleton, profile: Profile, *, start: float = -1, end: float = 9, grow: float = 0) -> list[Point]:
    """The trunk's outline along its curve between two shares of its length, `grow` units wider."""
    rows = [row for row in profile if start < row[0] <= end]
    if start > 0:
        rows.insert(0, (start, width_at(profile, start, 1), width_at(profile, start, 2)))
    if end < 1:
        rows.append((end, width_at(profile, end, 1), width_at(profile, end, 2)))
    edges = [_on_spine(body, t, front + grow, back + grow) for t, front, back in rows]
    return _round(edges, mirrored=True)


def limb_lens(p: Point, q: Point, profile: Profile, lens: Lens, side: int) -> list[Point]:
    """A muscle on one side of a limb (1 = front)."""
    along = [(between(p, q, t), heading(p, q), t) for t in _shares(lens, 13)]
    return _lens(along, profile, lens, side)


def trunk_lens(body: Skeleton, profile: Profile, lens: Lens, side: int) -> list[Point]:
    """A muscle on one side of the trunk (1 = front, or in a front view the right of the picture when upright)."""
    along = []
    for t in _shares(lens, 15):
        place, angle, _front, _back = _on_spine(body, t, 0, 0)
        along.append((place, angle - 180, t))
    return _lens(along, profile, lens, side)


def _shares(lens: Lens, count: int) -> list[float]:
    return [lens.start + (lens.end - lens.start) * i / (count - 1) for i in range(count)]


def _lens(along: Sequence[tuple[Point, float, float]], profile: Profile, lens: Lens, side: int) -> list[Point]:
    middle = (lens.inner + lens.outer) / 2
    outer, inner = [], []
    for index, (place, angle, share) in enumerate(along):
        swell = math.sin(math.pi * index / (len(along) - 1)) ** 0.55 if 0 < index < len(along) - 1 else 0
        reach = width_at(profile, share, 1 if side > 0 else 2)
        outward = angle + 90 * side
        outer.append(plus(place, polar(outward, reach * (middle + (lens.outer - middle) * swell))))
        inner.append(plus(place, polar(outward, reach * (middle + (lens.inner - middle) * swell))))
    return outer + inner[::-1]


def _round(edges: Sequence[Edge], *, mirrored: bool = False) -> list[Point]:
    turn = -90 if mirrored else 90
    front = [plus(place, polar(angle + turn, wide)) for place, angle, wide, _ in edges]
    back = [plus(place, polar(angle - turn, wide)) for place, angle, _, wide in edges]
    return spline(front, 5, closed=False) + spline(back, 5, closed=False)[::-1]


def _on_spine(body: Skeleton, share: float, front: float, back: float) -> Edge:
    """A place on the trunk's quadratic curve through hip, middle and shoulder, and the curve's direction there."""
    hip, middle, shoulder = body.joints["hip"], body.joints["mid"], body.joints["shoulder"]
    pull = (2 * middle[0] - (hip[0] + shoulder[0]) / 2, 2 * middle[1] - (hip[1] + shoulder[1]) / 2)
    t = min(1, max(0, share))
    place = between(between(hip, pull, t), between(pull, shoulder, t), t)
    tangent = plus(minus(pull, hip), minus(minus(shoulder, pull), minus(pull, hip)), t)
    angle = math.degrees(math.atan2(tangent[1], tangent[0]))
    return plus(place, polar(angle, (share - t) * TORSO)), angle, front, back
