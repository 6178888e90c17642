"""Poses as values, and the poses between two of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.pictures.geometry import Point

View = Literal["side", "front", "back", "oblique"]
Form = Literal["ang", "to", "pts"]
MOST_PANELS = 3
LIMBS = ("leg_n", "leg_f", "arm_n", "arm_f")


class FigureError(ValueError):
    """A figure's file cannot be drawn; the text names the file and the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limb:
    """A leg or an arm in one of three forms.

    ang: two world angles (degrees). to: a target for two-bone inverse kinematics, with `of` = the point of the limb
    that goes there. pts: both joints as points, where the view foreshortens the limb. `joints` names what each target
    is measured from ("" = the world).
    """

    form: Form
    values: tuple[float, ...]
    joints: tuple[str, ...] = ()
    of: str = ""
    bend: int = 1
    foot: float = 0
    toe: float | None = None
    foot_length: float = 1
    lengths: tuple[float, float] = (1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """A body position: one pinned joint, the trunk's two angles, the head's, four limbs, the order they are painted.

    `turn` twists ribs and head of a front view: −1 to the left of the picture, 1 to its right.
    """

    pin_joint: str
    pin_at: Point
    torso: tuple[float, float]
    head: float
    limbs: Mapping[str, Limb]
    torso_length: float = 1
    turn: float = 0
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """A place: a joint and a shift from it, or with no joint a point of the world."""

    joint: str = ""
    shift: Point = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prop:
    """A piece of equipment: its kind, its places by name, its sizes and words by name."""

    kind: str
    refs: Mapping[str, Ref] = field(default_factory=dict)
    sizes: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """The movement: the way of a joint between two shares of the last step, or a drawn path."""

    ref: Ref | None = None
    span: tuple[float, float] = (0.04, 0.96)
    path: tuple[Point, ...] = ()
    panel: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """A joint that must stay at a height, and with `x` at a place. Units: 1% of body height."""

    joint: str
    y: float
    x: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One exercise: its poses (one = a hold), equipment, muscles, arrows, supports, and its words.

    `cycle`: the poses are a ring that is gone round in one direction; the panels show each pose, of more than
    three the start and the far side.
    """

    id: str
    alt: str
    view: View
    poses: tuple[Pose, ...]
    supports: tuple[Support, ...]
    muscles: tuple[str, ...] = ()
    props: tuple[Prop, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    floor: bool = True
    slope: float = 0
    mirror: bool = False
    palm: float | None = None
    reach: bool = False
    cycle: bool = False

    @property
    def hold(self) -> bool:
        """Whether nothing moves."""
        return len(self.poses) == 1

    @property
    def steps(self) -> int:
        """How many ways between two poses there are; in a ring the last pose leads to the first."""
        return len(self.poses) if self.cycle else len(self.poses) - 1

    @property
    def stills(self) -> tuple[float, ...]:
        """The instants (0..1) of the panels."""
        if self.cycle and len(self.poses) > MOST_PANELS:
            return 0.0, 0.5
        if self.cycle:
            return tuple(i / self.steps for i in range(self.steps))
        last = self.steps
        return tuple(i / last for i in range(last + 1)) if last else (0.0,)


def pose_at(figure: Figure, instant: float) -> Pose:
    """The pose at an instant 0..1 of the movement: parameters are interpolated, the body is solved from them anew."""
    steps = figure.steps
    if steps == 0:
        return figure.poses[0]
    way = min(max(instant, 0), 1) * steps
    index = min(int(way), steps - 1)
    return _mix_pose(figure.poses[index], figure.poses[(index + 1) % len(figure.poses)], way - index)


def _mix_pose(a: Pose, b: Pose, t: float) -> Pose:
    if t <= 0 or t >= 1:
        return a if t <= 0 else b
    return replace(
        a if t < 0.5 else b,
        pin_at=_mix_two(a.pin_at, b.pin_at, t),
        torso=_mix_two(a.torso, b.torso, t),
        torso_length=_mix(a.torso_length, b.torso_length, t),
        turn=_mix(a.turn, b.turn, t),
        head=_mix(a.head, b.head, t),
        limbs={name: _mix_limb(a.limbs[name], b.limbs[name], t) for name in LIMBS},
    )


def _mix_limb(a: Limb, b: Limb, t: float) -> Limb:
    toe = None
    if a.toe is not None or b.toe is not None:
        toe = _mix(a.foot if a.toe is None else a.toe, b.foot if b.toe is None else b.toe, t)
    return replace(
        a,
        values=tuple(_mix(x, y, t) for x, y in zip(a.values, b.values, strict=True)),
        foot=_mix(a.foot, b.foot, t),
        toe=toe,
        foot_length=_mix(a.foot_length, b.foot_length, t),
        lengths=_mix_two(a.lengths, b.lengths, t),
    )


def _mix(a: float, b: float, t: float) -> float:
    return a + (b - a) * t


def _mix_two(a: Sequence[float], b: Sequence[float], t: float) -> tuple[float, float]:
    return _mix(a[0], b[0], t), _mix(a[1], b[1], t)
