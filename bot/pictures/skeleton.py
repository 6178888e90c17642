"""From a pose to joints: forward kinematics, two-bone inverse kinematics, one pinned joint.

Lengths are shares of body height (Winter's segment table, rounded to a drawn adult): 1 unit = 1%.
"""

import math
from dataclasses import dataclass

from bot.pictures.geometry import Point, distance, heading, minus, plus, polar, turned
from bot.pictures.pose import Figure, FigureError, Limb, Pose, Ref, View, pose_at

TORSO, NECK = 28.8, 12.2
BONES = {"arm": (17.8, 17.6), "leg": (24.5, 24.6)}
JOINTS = {"arm": ("shoulder", "elbow", "hand"), "leg": ("hip", "knee", "ankle")}
FOOT: dict[str, Point] = {"ankle": (0, 0), "heel": (-4.2, -3.9), "ball": (6.6, -3.9), "sole": (0, -3.9)}
TOE = 4.4
HALF_WIDTHS = {"side": (0.0, 0.0), "front": (4.8, 9.6), "back": (4.8, 9.6), "oblique": (4.0, 8.4)}
SLACK = 1.03


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    """Solved joints by name, the angles the painter needs, and how far each limb misses its target (units)."""

    joints: dict[str, Point]
    misses: dict[str, float]
    feet: dict[str, float]
    foot_lengths: dict[str, float]
    torso: tuple[float, float]
    head: float
    mirror: bool
    turn: float = 0

    def at(self, ref: Ref) -> Point:
        """Where a reference lies. Raises FigureError for a joint there is not."""
        return _place(self.joints, ref.joint, ref.shift)


def narrowed(turn: float) -> float:
    """How wide twisted shoulders look, as a share; a whole turn is 50°."""
    return math.cos(math.radians(50 * turn))


def skeleton_at(figure: Figure, instant: float) -> Skeleton:
    """The body at an instant 0..1 of the movement."""
    return solve(pose_at(figure, instant), figure.view, mirror=figure.mirror)


def solve(pose: Pose, view: View, *, mirror: bool = False) -> Skeleton:
    """The joints of a pose. Raises FigureError when the pin or a target names a joint that is not placed yet."""
    solver = _Solver(pose, view, mirror)
    return solver.run()


class _Solver:
    def __init__(self, pose: Pose, view: View, mirror: bool) -> None:
        self.pose = pose
        self.joints: dict[str, Point] = {}
        self.misses: dict[str, float] = {}
        self.feet: dict[str, float] = {}
        self.foot_lengths: dict[str, float] = {}
        self.mirror = mirror
        self.widths = HALF_WIDTHS[view]

    def run(self) -> Skeleton:
        self._trunk()
        limbs = self.pose.limbs
        for name, limb in limbs.items():
            if limb.form == "ang":
                self._place(name, limb)
        if self.pose.pin_joint not in self.joints:
            raise FigureError(f"pin: {self.pose.pin_joint} is no joint, or on a limb that is placed by a target")
        offset = minus(self.pose.pin_at, self.joints[self.pose.pin_joint])
        self.joints = {name: plus(point, offset) for name, point in self.joints.items()}
        for name, limb in limbs.items():
            if limb.form != "ang":
                self._place(name, limb)
        return Skeleton(
            joints=self.joints,
            misses=self.misses,
            feet=self.feet,
            foot_lengths=self.foot_lengths,
            torso=self.pose.torso,
            head=self.pose.head,
            mirror=self.mirror,
            turn=self.pose.turn,
        )

    def _trunk(self) -> None:
        lower, upper = self.pose.torso
        length = TORSO * self.pose.torso_length
        joints = self.joints
        joints["hip"] = (0, 0)
        joints["mid"] = polar(lower, length * 0.48)
        joints["shoulder"] = plus(joints["mid"], polar(upper, length * 0.52))
        joints["head"] = plus(joints["shoulder"], polar(self.pose.head, NECK))
        hips, shoulders = self.widths
        shoulders *= narrowed(self.pose.turn)
        drop = polar(upper, -2.8) if shoulders else (0, 0)
        for side, sign in (("n", -1), ("f", 1)) if self.mirror else (("n", 1), ("f", -1)):
            joints[f"hip_{side}"] = polar(lower + 90, hips * sign)
            joints[f"shoulder_{side}"] = plus(plus(joints["shoulder"], polar(upper + 90, shoulders * sign)), drop)

    def _place(self, name: str, limb: Limb) -> None:
        part, side = name.split("_")
        root, middle, end = (f"{joint}_{side}" for joint in JOINTS[part])
        first, second = (bone * share for bone, share in zip(BONES[part], limb.lengths, strict=True))
        start = self.joints[root]
        if limb.form == "ang":
            knee = plus(start, polar(limb.values[0], first))
            ankle = plus(knee, polar(limb.values[1], second))
        elif limb.form == "pts":
            knee, ankle = self._point(limb, 0), self._point(limb, 1)
            over = max(distance(start, knee) - first * SLACK, distance(knee, ankle) - second * SLACK)
            self.misses[name] = max(0.0, over)
        else:
            knee, ankle = self._reach(name, limb, start, (first, second))
        self.joints[middle], self.joints[end] = knee, ankle
        if part == "leg":
            self._foot(side, limb, ankle)

    def _point(self, limb: Limb, index: int) -> Point:
        return _place(self.joints, limb.joints[index], (limb.values[2 * index], limb.values[2 * index + 1]))

    def _reach(self, name: str, limb: Limb, start: Point, bones: tuple[float, float]) -> tuple[Point, Point]:
        target = self._point(limb, 0)
        first, second = bones
        if limb.of == "elbow":
            elbow = plus(start, polar(heading(start, target), first))
            self.misses[name] = abs(distance(start, target) - first)
            return elbow, plus(elbow, polar(limb.values[2], second))
        if name.startswith("leg"):
            target = minus(target, turned(FOOT[limb.of or "sole"], limb.foot))
        away = distance(start, target)
        self.misses[name] = max(0.0, away - (first + second), abs(first - second) - away)
        held = min(max(away, abs(first - second) + 0.01), first + second - 0.001)
        cosine = (first * first + held * held - second * second) / (2 * first * held)
        # Knees fold back and elbows forward by themselves; `bend: -1` turns that round.
        fold = math.degrees(math.acos(max(-1, min(1, cosine)))) * (1 if name.startswith("leg") else -1) * limb.bend
        knee = plus(start, polar(heading(start, target) + fold, first))
        return knee, plus(knee, polar(heading(knee, target), second))

    def _foot(self, side: str, limb: Limb, ankle: Point) -> None:
        self.feet[side], self.foot_lengths[side] = limb.foot, limb.foot_length
        for name, place in FOOT.items():
            self.joints[f"{name}_{side}"] = plus(ankle, turned((place[0] * limb.foot_length, place[1]), limb.foot))
        toe = limb.foot if limb.toe is None else limb.toe
        self.joints[f"toe_{side}"] = plus(self.joints[f"ball_{side}"], polar(toe, TOE * limb.foot_length))


def _place(joints: dict[str, Point], joint: str, shift: Point) -> Point:
    if not joint:
        return shift
    if joint not in joints:
        raise FigureError(f"{joint} is no joint that is placed before it is used")
    return plus(joints[joint], shift)
