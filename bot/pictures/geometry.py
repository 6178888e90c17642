"""Plane geometry of the figures: points, turns in degrees, splines. One unit is 1% of body height; y points up."""

import math
from collections.abc import Sequence

Point = tuple[float, float]


def polar(angle: float, length: float) -> Point:
    """The vector of that length in that direction (degrees; 0 = right, 90 = up)."""
    return math.cos(math.radians(angle)) * length, math.sin(math.radians(angle)) * length


def plus(p: Point, q: Point, times: float = 1) -> Point:
    """p + q·times."""
    return p[0] + q[0] * times, p[1] + q[1] * times


def minus(p: Point, q: Point) -> Point:
    """p − q."""
    return p[0] - q[0], p[1] - q[1]


def turned(p: Point, angle: float) -> Point:
    """p turned round the origin by degrees, counter-clockwise."""
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return p[0] * c - p[1] * s, p[0] * s + p[1] * c


def heading(p: Point, q: Point) -> float:
    """The direction from p to q in degrees."""
    return math.degrees(math.atan2(q[1] - p[1], q[0] - p[0]))


def distance(p: Point, q: Point) -> float:
    """How far p is from q."""
    return math.hypot(q[0] - p[0], q[1] - p[1])


def between(p: Point, q: Point, share: float) -> Point:
    """The point at that share of the way from p to q."""
    return p[0] + (q[0] - p[0]) * share, p[1] + (q[1] - p[1]) * share


def wrapped(angle: float) -> float:
    """The same angle within −180..180."""
    return (angle + 180) % 360 - 180


def spline(points: Sequence[Point], steps: int = 6, *, closed: bool = True) -> list[Point]:
    """A Catmull-Rom curve through the points, `steps` pieces between two of them."""
    count = len(points)

    def at(index: int) -> Point:
        return points[index % count] if closed else points[max(0, min(count - 1, index))]

    curve = [
        _catmull(at(i - 1), at(i), at(i + 1), at(i + 2), k / steps)
        for i in range(count if closed else count - 1)
        for k in range(steps)
    ]
    return curve if closed else [*curve, points[-1]]


def _catmull(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    def axis(i: int) -> float:
        return 0.5 * (
            2 * b[i]
            + (c[i] - a[i]) * t
            + (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i]) * t * t
            + (3 * b[i] - a[i] - 3 * c[i] + d[i]) * t**3
        )

    return axis(0), axis(1)
