"""From `content/figures/*.yaml` to figures, with every slip named by file and key."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.pictures.geometry import Point
from bot.pictures.pose import LIMBS, Arrow, Figure, FigureError, Form, Limb, Pose, Prop, Ref, Support
from bot.pictures.profiles import MUSCLES
from bot.pictures.props import KINDS, REFS, WORDS

FORMS: tuple[Form, ...] = ("ang", "to", "pts")
VIEWS = ("side", "front", "back", "oblique")
KEYS = frozenset(
    {
        "view",
        "alt",
        "muscles",
        "props",
        "arrows",
        "poses",
        "supports",
        "floor",
        "slope",
        "mirror",
        "palm",
        "reach",
        "cycle",
    }
)
POSE_KEYS = frozenset({"pin", "torso", "head", "torso_len", "turn", "order", *LIMBS})
LIMB_KEYS = frozenset({*FORMS, "of", "fore", "bend", "foot", "toe", "foot_len", "len"})
LAYERS = frozenset({"arm_f", "leg_f", "torso", "head", "leg_n", "arm_n"})
Raw = dict[str, Any]


def load_figures(folder: Path) -> dict[str, Figure]:
    """Every figure of a folder by exercise id. Raises FigureError at the first that cannot be read."""
    return {path.stem: load_figure(path) for path in sorted(folder.glob("*.yaml"))}


def load_figure(path: Path) -> Figure:
    """One figure. Raises FigureError with the file and the key."""
    try:
        return read_figure(path.stem, yaml.safe_load(path.read_text(encoding="utf-8")))
    except yaml.YAMLError as error:
        raise FigureError(f"{path.name}: {error}") from error


def read_figure(figure_id: str, raw: Any) -> Figure:
    """A figure from a parsed file. Raises FigureError with the key that is wrong."""
    try:
        return _figure(figure_id, raw)
    except FigureError as error:
        raise FigureError(f"{figure_id}: {error}") from None
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise FigureError(f"{figure_id}: {type(error).__name__}: {error}") from error


def _figure(figure_id: str, raw: Any) -> Figure:
    if not isinstance(raw, dict):
        raise FigureError("the file is no mapping")
    _known("figure", raw, KEYS)
    for key in ("alt", "poses", "supports"):
        if raw.get(key) in (None, "", []):
            raise FigureError(f"{key}: missing")
    view = raw.get("view", "side")
    if view not in VIEWS:
        raise FigureError(f"view: {view!r} is none of {', '.join(VIEWS)}")
    for muscle in raw.get("muscles", ()):
        if muscle not in MUSCLES and muscle[:-2] not in MUSCLES:
            raise FigureError(f"muscles: {muscle!r} is none of {', '.join(sorted(MUSCLES))}")
    return Figure(
        id=figure_id,
        alt=" ".join(str(raw["alt"]).split()),
        view=view,
        poses=_poses(raw["poses"]),
        supports=tuple(_support(joint, place) for joint, place in raw["supports"].items()),
        muscles=tuple(raw.get("muscles", ())),
        props=tuple(_prop(each) for each in raw.get("props", ())),
        arrows=tuple(_arrow(each) for each in raw.get("arrows", ())),
        floor=bool(raw.get("floor", True)),
        slope=float(raw.get("slope", 0)),
        mirror=bool(raw.get("mirror", False)),
        palm=_maybe(raw, "palm"),
        reach=bool(raw.get("reach", False)),
        cycle=bool(raw.get("cycle", False)),
    )


def _known(where: str, raw: Mapping[str, Any], keys: frozenset[str]) -> None:
    for key in raw:
        if key not in keys:
            raise FigureError(f"{where}: unknown key {key!r}")


def _poses(raw: list[Raw]) -> tuple[Pose, ...]:
    merged = _spread(raw[0], {})
    found = [_pose(merged)]
    for later in raw[1:]:
        change = _spread(later, merged)
        for limb in LIMBS:
            _same_form(limb, merged[limb], change.get(limb, {}))
        merged = _merge(merged, change)
        found.append(_pose(merged))
    return tuple(found)


def _spread(raw: Raw, before: Raw) -> Raw:
    """`arms` and `legs` laid out on both sides; what a side says for itself wins."""
    pose = dict(raw)
    for part in ("leg", "arm"):
        both = pose.pop(f"{part}s", None)
        for side in "nf":
            key = f"{part}_{side}"
            if both is not None:
                pose[key] = _merge(both, pose[key]) if key in pose else dict(both)
            if not before and key not in pose:
                raise FigureError(f"{key}: missing in the first pose")
    _known("pose", pose, POSE_KEYS)
    return pose


def _same_form(name: str, before: Raw, change: Raw) -> None:
    for form in FORMS:
        if form in change and form not in before:
            raise FigureError(f"{name}: a limb keeps one form (ang, to or pts) in all poses")


def _merge(base: Any, change: Any) -> Any:
    if isinstance(base, dict) and isinstance(change, dict):
        return {**base, **{key: _merge(base.get(key), value) for key, value in change.items()}}
    return change


def _pose(raw: Raw) -> Pose:
    torso = raw["torso"]
    lower, upper = _point(torso if isinstance(torso, list) else (torso, torso))
    order = tuple(raw.get("order", ()))
    if order and (set(order) | {"head"}) != LAYERS:
        raise FigureError(f"order: wants each of {', '.join(sorted(LAYERS))} (head may be left to torso)")
    return Pose(
        pin_joint=raw["pin"]["joint"],
        pin_at=_point(raw["pin"]["at"]),
        torso=(lower, upper),
        head=float(raw.get("head", upper)),
        torso_length=float(raw.get("torso_len", 1)),
        turn=float(raw.get("turn", 0)),
        limbs={name: _limb(name, raw[name]) for name in LIMBS},
        order=order,
    )


def _limb(name: str, raw: Raw) -> Limb:
    _known(name, raw, LIMB_KEYS)
    forms = [form for form in FORMS if form in raw]
    if len(forms) != 1:
        raise FigureError(f"{name}: wants exactly one of ang, to, pts")
    form = forms[0]
    values: tuple[float, ...]
    joints: tuple[str, ...] = ()
    if form == "ang":
        values = _point(raw["ang"])
    else:
        refs = [_ref(raw["to"])] if form == "to" else [_ref(each) for each in raw["pts"]]
        values = tuple(number for ref in refs for number in ref.shift)
        joints = tuple(ref.joint for ref in refs)
        if raw.get("of") == "elbow":
            values += (float(raw["fore"]),)
    return Limb(
        form=form,
        values=values,
        joints=joints,
        of=raw.get("of", ""),
        bend=int(raw.get("bend", 1)),
        foot=float(raw.get("foot", 0)),
        toe=_maybe(raw, "toe"),
        foot_length=float(raw.get("foot_len", 1)),
        lengths=_point(raw.get("len", (1, 1))),
    )


def _prop(raw: Raw) -> Prop:
    kind = KINDS.get(raw.get("type", ""))
    if kind is None:
        raise FigureError(f"props: {raw.get('type')!r} is none of {', '.join(sorted(KINDS))}")
    known = {*kind.needs, *kind.may, "layer"}
    rest = {key: value for key, value in raw.items() if key != "type"}
    _known(f"props {raw['type']}", rest, frozenset(known))
    for key in kind.needs:
        if key not in rest:
            raise FigureError(f"props {raw['type']}: {key} is missing")
    for key, choices in WORDS.items():
        if key in rest and rest[key] not in choices:
            raise FigureError(f"props {raw['type']}: {key} is none of {', '.join(choices)}")
    return Prop(
        kind=raw["type"],
        refs={key: _ref(value) for key, value in rest.items() if key in REFS},
        words={key: str(value) for key, value in rest.items() if key in WORDS},
        sizes={key: float(value) for key, value in rest.items() if key not in REFS and key not in WORDS},
    )


def _arrow(raw: Raw) -> Arrow:
    _known("arrows", raw, frozenset({"joint", "shift", "t", "path", "panel"}))
    panel = int(raw.get("panel", -1))
    if "path" in raw:
        return Arrow(path=tuple(_point(each) for each in raw["path"]), panel=panel)
    ref = Ref(joint=raw["joint"], shift=_point(raw.get("shift", (0, 0))))
    return Arrow(ref=ref, span=_point(raw.get("t", (0.04, 0.96))), panel=panel)


def _support(joint: str, place: Any) -> Support:
    if isinstance(place, list):
        x, y = _point(place)
        return Support(joint=joint, x=x, y=y)
    return Support(joint=joint, y=float(place))


def _ref(raw: Any) -> Ref:
    if isinstance(raw, str):
        return Ref(joint=raw)
    if isinstance(raw, dict):
        return Ref(joint=raw["joint"], shift=_point(raw.get("shift", (0, 0))))
    return Ref(shift=_point(raw))


def _maybe(raw: Raw, key: str) -> float | None:
    return float(raw[key]) if key in raw else None


def _point(raw: Any) -> Point:
    first, second = raw
    return float(first), float(second)
