"""The body's outlines as numbers: how far each limb's edge lies from its bone, and where each muscle's lens sits."""

from dataclasses import dataclass
from itertools import pairwise

from bot.pictures.geometry import Point

# Rows of (share of the bone, edge in front, edge behind), units of 1% body height. The knee points to a leg's front.
Profile = tuple[tuple[float, float, float], ...]

THIGH: Profile = ((0, 6.3, 6.3), (0.2, 6.6, 6.8), (0.5, 6.0, 5.8), (0.8, 4.7, 4.5), (1, 4.2, 4.1))
ABOVE_KNEE: Profile = ((0, 6.0, 5.9), (0.5, 4.7, 4.5), (1, 4.2, 4.1))
SHORTS: Profile = ((0, 6.5, 6.5), (0.2, 6.9, 7.0), (0.45, 6.6, 6.5), (0.56, 6.3, 6.2))
SHANK: Profile = (
    (0, 4.2, 4.1), (0.15, 3.9, 4.9), (0.33, 3.5, 5.3), (0.6, 2.9, 3.7), (0.85, 2.4, 2.5), (1, 2.4, 2.4),
)  # fmt: skip
UPPER_ARM: Profile = ((0, 4.5, 4.5), (0.3, 4.3, 4.2), (0.6, 3.8, 3.7), (1, 3.1, 3.1))
FOREARM: Profile = ((0, 3.1, 3.1), (0.2, 3.3, 3.3), (0.5, 2.8, 2.9), (0.85, 1.9, 1.9), (1, 1.9, 1.9))
SLEEVE: Profile = ((0, 4.8, 4.8), (0.25, 4.8, 4.7), (0.45, 4.5, 4.4))
FIST: Profile = ((0, 1.9, 1.9), (0.4, 2.7, 2.7), (0.8, 2.6, 2.6), (1, 1.6, 1.6))
PALM: Profile = ((0, 1.6, 1.2), (0.5, 1.4, 1.2), (1, 0.7, 0.7))
NECK: Profile = ((0, 3.6, 3.6), (0.5, 3.0, 3.0), (1, 2.9, 2.9))
FRONT_FOOT: Profile = ((0, 2.5, 2.5), (0.35, 3.0, 3.0), (0.8, 3.7, 3.7), (1, 2.6, 2.6))
TORSO_SIDE: Profile = (
    (-0.13, 3.4, 4.4), (-0.02, 5.8, 6.9), (0.14, 5.8, 6.8), (0.38, 5.5, 5.2), (0.58, 6.3, 5.9), (0.78, 7.0, 6.6),
    (0.93, 5.7, 6.0), (1.06, 3.2, 3.9),
)  # fmt: skip
TORSO_FRONT: Profile = (
    (-0.13, 5.0, 5.0), (-0.03, 8.6, 8.6), (0.15, 8.3, 8.3), (0.4, 7.2, 7.2), (0.65, 8.8, 8.8), (0.85, 10.4, 10.4),
    (0.96, 10.0, 10.0), (1.03, 7.6, 7.6), (1.1, 4.2, 4.2), (1.15, 3.2, 3.2),
)  # fmt: skip

# Heads, upright and facing right (side) or the viewer; the origin is the head's centre.
FACE_SIDE: tuple[Point, ...] = (
    (-5.4, 1.5), (-4.6, 4.8), (-1.6, 6.7), (2.2, 6.4), (4.6, 4.2), (5.1, 1.6), (5.3, 0.4), (6.3, -1.1), (5.3, -1.9),
    (5.1, -3.6), (4.6, -5.6), (2.6, -6.3), (0.2, -5.2), (-2.6, -4.6), (-4.8, -2.2),
)  # fmt: skip
HAIR_SIDE: tuple[Point, ...] = (
    (-5.7, 1.3), (-5.0, 5.0), (-1.8, 7.2), (2.4, 7.0), (5.2, 4.4), (4.4, 3.4), (2.2, 3.6), (0.6, 2.6), (0.2, 0.6),
    (-0.6, -0.6), (-1.4, -2.2), (-2.8, -4.2), (-4.9, -2.6),
)  # fmt: skip
FACE_FRONT: tuple[Point, ...] = (
    (-4.9, 1), (-4.2, 5), (0, 6.9), (4.2, 5), (4.9, 1), (4.2, -3.6), (2, -6), (-2, -6), (-4.2, -3.6),
)  # fmt: skip
HAIR_FRONT: tuple[Point, ...] = (
    (-5.2, 0.6), (-4.6, 5.2), (0, 7.4), (4.6, 5.2), (5.2, 0.6), (4.3, 1.6), (3.2, 3.6), (0, 3.4), (-3.2, 3.6),
    (-4.3, 1.6),
)  # fmt: skip
HAIR_OBLIQUE: tuple[Point, ...] = (
    (-5.4, -1.2), (-4.9, 5.0), (-0.6, 7.4), (4.4, 5.4), (5.1, 1.6), (4.2, 3.4), (1.8, 3.9), (-1.2, 2.4), (-2.2, -0.6),
    (-3.4, -3.4), (-4.9, -3.0),
)  # fmt: skip
HAIR_BACK: tuple[Point, ...] = (
    (-5.1, 1), (-4.4, 5.2), (0, 7.2), (4.4, 5.2), (5.1, 1), (4.3, -2.6), (2.6, -4.6), (-2.6, -4.6), (-4.3, -2.6),
)  # fmt: skip

# The shoe from the side, round the ankle: heel up and over, then instep and collar. The toe is bent on at the ball.
SHOE_HEEL: tuple[Point, ...] = ((-4.4, -3.2), (-3.9, -3.9), (0, -3.9))
SHOE_TOP: tuple[Point, ...] = (
    (6.0, -1.2), (3.0, 0.6), (1.9, 1.8), (-2.6, 1.8), (-3.6, -0.2), (-4.6, -2),
)  # fmt: skip
SHOE_TOE: tuple[Point, ...] = ((3.52, 0), (4.49, 0.5), (4.31, 1.5), (2.2, 2.5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """A muscle's lens: along a bone from `start` to `end`, on one side (1 = front), from inner to outer share."""

    on: str
    start: float
    end: float
    side: int
    inner: float
    outer: float


def _lens(on: str, start: float, end: float, side: int, *edges: float) -> Lens:
    return Lens(on=on, start=start, end=end, side=side, inner=edges[0], outer=edges[1])


SIDE_LENSES = {
    "hamstrings": _lens("thigh", 0.12, 0.97, -1, 0.15, 0.92),
    "quads": _lens("thigh", 0.12, 0.95, 1, 0.15, 0.92),
    "hip_flexors": _lens("thigh", -0.06, 0.45, 1, 0.1, 0.95),
    "calves": _lens("shank", 0.04, 0.72, -1, 0.0, 0.95),
    "soleus": _lens("shank", 0.3, 0.92, -1, 0.0, 0.95),
    "shins": _lens("shank", 0.12, 0.8, 1, 0.0, 0.95),
    "biceps": _lens("upper_arm", 0.18, 0.95, 1, -0.1, 0.92),
    "triceps": _lens("upper_arm", 0.12, 0.95, -1, -0.1, 0.92),
    "delts": _lens("upper_arm", -0.2, 0.46, 1, -0.75, 0.75),
    "forearms": _lens("forearm", 0.05, 0.85, 1, -0.7, 0.7),
    "glutes": _lens("torso", -0.12, 0.19, -1, 0.1, 0.98),
    "abs": _lens("torso", 0.1, 0.72, 1, 0.3, 0.96),
    "core": _lens("torso", 0.1, 0.72, 1, 0.2, 0.96),
    "obliques": _lens("torso", 0.14, 0.62, 1, -0.35, 0.5),
    "lower_back": _lens("torso", 0.16, 0.6, -1, 0.3, 0.96),
    "lats": _lens("torso", 0.18, 0.86, -1, 0.1, 0.96),
    "upper_back": _lens("torso", 0.55, 1.0, -1, 0.2, 0.96),
    "spine": _lens("torso", 0.16, 0.98, -1, 0.4, 0.97),
    "chest": _lens("torso", 0.6, 0.98, 1, 0.1, 0.96),
}
FRONT_LENSES = {
    "quads": _lens("thigh", 0.2, 0.95, 1, -0.55, 0.75),
    "adductors": _lens("thigh", 0.05, 0.75, 0, 0.1, 0.92),
    "calves": _lens("shank", 0.04, 0.7, 1, -0.8, 0.8),
    "shins": _lens("shank", 0.12, 0.8, 1, -0.1, 0.8),
    "glute_side": _lens("hip_side", 0.0, 0.5, 2, -0.05, 0.96),
    "biceps": _lens("upper_arm", 0.3, 0.95, 1, -0.7, 0.7),
    "triceps": _lens("upper_arm", 0.46, 0.98, 1, -0.6, 0.6),
    "delts": _lens("upper_arm", -0.2, 0.36, 1, -0.75, 0.75),
    "forearms": _lens("forearm", 0.05, 0.85, 1, -0.7, 0.7),
    "obliques_n": _lens("torso", 0.12, 0.74, -1, 0.2, 0.97),
    "obliques_f": _lens("torso", 0.12, 0.74, 1, 0.2, 0.97),
    "lats": _lens("torso", 0.3, 0.92, 0, 0.2, 0.97),
    "lats_front": _lens("torso", 0.34, 0.86, 0, 0.58, 0.99),
    "upper_back": _lens("torso", 0.55, 0.98, 0, 0.05, 0.6),
    "glutes": _lens("torso", -0.1, 0.16, 0, 0.1, 0.9),
    "abs": _lens("torso", 0.05, 0.75, 1, -0.4, 0.4),
    "core": _lens("torso", 0.05, 0.75, 1, -0.4, 0.4),
    "chest": _lens("torso", 0.66, 0.94, 0, 0.08, 0.75),
}
MUSCLES = frozenset(SIDE_LENSES) | frozenset(FRONT_LENSES)


def width_at(profile: Profile, share: float, column: int) -> float:
    """The edge of a profile (column 1 = front, 2 = behind) at a share of the bone; beyond its ends, the end's."""
    if share <= profile[0][0]:
        return profile[0][column]
    for low, high in pairwise(profile):
        if share <= high[0]:
            return low[column] + (high[column] - low[column]) * (share - low[0]) / (high[0] - low[0])
    return profile[-1][column]


def scaled(profile: Profile, share: float) -> Profile:
    """A slimmer or wider profile."""
    return tuple((t, front * share, back * share) for t, front, back in profile)


def twisted(profile: Profile, share: float) -> Profile:
    """A trunk whose ribs are turned: the higher, the narrower, down to that share of its width at the shoulders."""
    shares = [1 - (1 - share) * min(1.0, max(0.0, t / 0.8)) for t, _, _ in profile]
    return tuple((t, front * k, back * k) for (t, front, back), k in zip(profile, shares, strict=True))


def balanced(profile: Profile) -> Profile:
    """The profile with the same edge on both sides, for a view from the front."""
    return tuple((t, (front + back) / 2, (front + back) / 2) for t, front, back in profile)
