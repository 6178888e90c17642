"""What a machine can see wrong in a figure, at nine instants of its movement. Beauty and occlusion need an eye."""

import math
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from bot.pictures.geometry import distance, heading, wrapped
from bot.pictures.pose import LIMBS, Figure, FigureError, pose_at
from bot.pictures.profiles import FRONT_LENSES, SIDE_LENSES
from bot.pictures.reading import load_figure
from bot.pictures.skeleton import BONES, JOINTS, SLACK, Skeleton, skeleton_at

INSTANTS = tuple(i / 8 for i in range(9))
# Active ranges of a supple adult (degrees); in a side view only, where the drawn angle is the joint's.
RANGES = {
    "knee": (-3, 155),
    "elbow": (-3, 155),
    "hip": (-30, 135),
    "shoulder": (-65, 190),
    "ankle": (-60, 40),
    "spine": (-45, 60),
    "neck": (-65, 60),
}
REACH, FLOOR, FLOAT, SLIDE, LEAP, LENGTH = 0.8, -1.2, 1.0, 1.5, 25.0, 0.05


def lint(folder: Path) -> list[str]:
    """Every fault of every figure in a folder, as sentences that name the figure; empty when all is well."""
    faults: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            faults += lint_figure(load_figure(path))
        except FigureError as error:
            faults.append(str(error))
    return faults


def lint_figure(figure: Figure) -> list[str]:
    """The faults of one figure, each once, at the instant where it shows first."""
    found: dict[str, str] = {}
    try:
        bodies = [(instant, skeleton_at(figure, instant)) for instant in INSTANTS]
        for instant, body in bodies:
            for key, says in _faults(figure, instant, body):
                found.setdefault(key, f"{figure.id} at {instant:.3f}: {says}")
        for key, says in _over_time(figure, [body for _, body in bodies]):
            found.setdefault(key, f"{figure.id}: {says}")
    except FigureError as error:
        return [f"{figure.id}: {error}"]
    return [*found.values(), *_words(figure)]


def flexion(body: Skeleton) -> dict[str, float]:
    """Joint angles of a side view by joint and side: 0 = standing straight, flexion positive (degrees)."""
    lower, upper = body.torso
    angles = {"spine": wrapped(lower - upper), "neck": wrapped(upper - body.head)}
    joints = body.joints
    for side in "nf":
        thigh = heading(joints[f"hip_{side}"], joints[f"knee_{side}"])
        shank = heading(joints[f"knee_{side}"], joints[f"ankle_{side}"])
        arm = heading(joints[f"shoulder_{side}"], joints[f"elbow_{side}"])
        forearm = heading(joints[f"elbow_{side}"], joints[f"hand_{side}"])
        angles[f"hip_{side}"] = wrapped(thigh - lower - 180)
        angles[f"knee_{side}"] = wrapped(thigh - shank)
        angles[f"ankle_{side}"] = wrapped(body.feet[side] - shank - 90)
        angles[f"elbow_{side}"] = wrapped(forearm - arm)
        raised = wrapped(arm - upper - 180)
        angles[f"shoulder_{side}"] = raised + 360 if raised < -100 else raised
    return angles


def _faults(figure: Figure, instant: float, body: Skeleton) -> Iterator[tuple[str, str]]:
    for limb, miss in body.misses.items():
        if miss > REACH:
            yield f"reach {limb}", f"{limb} misses its target by {miss:.1f}"
    yield from _below(figure, body)
    if figure.view == "side":
        foreshortened = _foreshortened(figure)
        for joint, angle in flexion(body).items():
            if joint in foreshortened:
                continue
            low, high = RANGES[joint.split("_")[0]]
            if not low <= angle <= high:
                yield f"range {joint}", f"{joint} is bent {angle:.0f}°, outside {low}..{high}"
    for support in figure.supports:
        if support.joint not in body.joints:
            yield f"support {support.joint}", f"supports: {support.joint} is no joint"
        elif abs(body.joints[support.joint][1] - support.y) > FLOAT:
            off = body.joints[support.joint][1] - support.y
            yield f"float {support.joint}", f"{support.joint} floats {off:+.1f} from its support"
    yield from _bones(figure, instant, body)


def _foreshortened(figure: Figure) -> frozenset[str]:
    """The joints whose drawn angle is not the joint's, because the limb points at the viewer."""
    joints = set()
    for name, limb in figure.poses[0].limbs.items():
        part, side = name.split("_")
        if limb.form == "pts":
            joints |= {f"{joint}_{side}" for joint in JOINTS[part]}
    return frozenset(joints)


def _below(figure: Figure, body: Skeleton) -> Iterator[tuple[str, str]]:
    if not figure.floor:
        return
    rise = math.tan(math.radians(figure.slope))
    for joint, (x, y) in body.joints.items():
        if y - x * rise < FLOOR:
            yield f"floor {joint}", f"{joint} is {x * rise - y:.1f} below the floor"


def _bones(figure: Figure, instant: float, body: Skeleton) -> Iterator[tuple[str, str]]:
    limbs = pose_at(figure, instant).limbs
    for name in LIMBS:
        part, side = name.split("_")
        first = figure.poses[0].limbs[name]
        if limbs[name].form != first.form:
            yield f"form {name}", f"{name} changes its form"
        chain = [body.joints[f"{joint}_{side}"] for joint in JOINTS[part]]
        for bone, share, p, q in zip(BONES[part], first.lengths, chain, chain[1:], strict=False):
            long = distance(p, q)
            wrong = long > bone * SLACK if first.form == "pts" else abs(long - bone * share) > bone * LENGTH
            if wrong:
                yield f"bone {name}", f"a bone of {name} is {long:.1f} long instead of {bone * share:.1f}"


def _over_time(figure: Figure, bodies: list[Skeleton]) -> Iterator[tuple[str, str]]:
    for support in figure.supports:
        if support.x is None or support.joint not in bodies[0].joints:
            continue
        slid = max(abs(body.joints[support.joint][0] - support.x) for body in bodies)
        if slid > SLIDE:
            yield f"slide {support.joint}", f"{support.joint} slides {slid:.1f} from its support"
    for before, after in pairwise(bodies):
        for joint, place in before.joints.items():
            leap = distance(place, after.joints[joint])
            if leap > LEAP:
                yield f"leap {joint}", f"{joint} leaps {leap:.1f} between two instants"


def _words(figure: Figure) -> Iterator[str]:
    if figure.floor and not figure.supports and min(y for _, y in skeleton_at(figure, 0).joints.values()) > FLOAT:
        yield f"{figure.id}: nothing touches the ground at the start"
    lenses = SIDE_LENSES if figure.view == "side" else FRONT_LENSES
    for muscle in figure.muscles:
        if muscle not in lenses and muscle[:-2] not in lenses:
            yield f"{figure.id}: muscle {muscle} has no lens in a {figure.view} view"
    if not figure.hold and not figure.arrows:
        yield f"{figure.id}: a movement wants an arrow"
    if not 40 <= len(figure.alt) <= 400:
        yield f"{figure.id}: alt is {len(figure.alt)} characters long; 40 to 400 describe a picture"
