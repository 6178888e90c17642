"""The figure itself: far limbs, trunk and head, near limbs, with halos and muscles."""

from collections.abc import Sequence

from bot.pictures.canvas import Canvas
from bot.pictures.geometry import Point, between, heading, plus, polar, spline, turned
from bot.pictures.outline import limb, limb_lens, trunk, trunk_lens
from bot.pictures.palette import Palette, paler
from bot.pictures.pose import View
from bot.pictures.profiles import (
    ABOVE_KNEE,
    FACE_FRONT,
    FACE_SIDE,
    FIST,
    FOREARM,
    FRONT_FOOT,
    FRONT_LENSES,
    HAIR_BACK,
    HAIR_FRONT,
    HAIR_OBLIQUE,
    HAIR_SIDE,
    NECK,
    PALM,
    SHANK,
    SHOE_HEEL,
    SHOE_TOE,
    SHOE_TOP,
    SHORTS,
    SIDE_LENSES,
    SLEEVE,
    THIGH,
    TORSO_FRONT,
    TORSO_SIDE,
    UPPER_ARM,
    Lens,
    Profile,
    balanced,
    scaled,
    twisted,
)
from bot.pictures.skeleton import Skeleton, narrowed

HALO = 1.5
DEPTH: Point = (2.2, 1.5)
FRONT_LEG = 0.84
PROFILE = 0.45
KNEE, ANKLE, ELBOW, SHOULDER, HIP = 4.2, 2.4, 3.1, 4.8, 6.5


class Body:
    """Paints one body on a canvas. Far limbs are paler, and in a side view shifted a little."""

    def __init__(
        self,
        canvas: Canvas,
        *,
        body: Skeleton,
        view: View,
        colours: Palette,
        muscles: Sequence[str],
        palm: float | None,
        reach: bool,
    ) -> None:
        self.canvas = canvas
        self.colours = colours
        self.view: View = view
        self.muscles = muscles
        self.palm = palm
        self.fist = palm is None and not reach
        self.flat = view != "side"
        self.body = body
        self.joints = dict(body.joints)
        if not self.flat:
            self.joints.update((k, plus(v, DEPTH)) for k, v in body.joints.items() if k.endswith("_f"))
        self.thigh = scaled(THIGH, FRONT_LEG) if self.flat else THIGH
        self.shank = scaled(balanced(SHANK), 0.85) if self.flat else SHANK
        self.trunk: Profile = TORSO_FRONT if self.flat else TORSO_SIDE
        if view == "oblique":
            self.trunk = scaled(TORSO_FRONT, 0.88)
        if body.turn:
            self.trunk = twisted(self.trunk, narrowed(body.turn))

    def leg(self, side: str) -> None:
        """A leg with its shoe, the shorts' leg and its muscles."""
        near = side == "n" or self.flat
        canvas, colours = self.canvas, self.colours
        hip, knee, ankle = (self.joints[f"{joint}_{side}"] for joint in ("hip", "knee", "ankle"))
        skin = colours.skin if near else colours.skin_far
        slim = FRONT_LEG if self.flat else 1
        thigh, shank = limb(hip, knee, self.thigh), limb(knee, ankle, self.shank)
        shoe = self._shoe(side, knee, ankle)
        if near:
            lower = limb(between(hip, knee, 0.57), knee, scaled(ABOVE_KNEE, slim))
            for outline in (shank, shoe, lower):
                canvas.ring(outline, colours.panel, HALO)
            canvas.circle(knee, KNEE * slim, "none", outline=colours.panel, width=HALO)
        canvas.polygon(shank, skin)
        canvas.circle(ankle, ANKLE * (0.85 if self.flat else 1), skin)
        canvas.polygon(shoe, colours.shoe if near else colours.shoe_far)
        canvas.polygon(thigh, skin)
        canvas.circle(knee, KNEE * slim, skin)
        cloth = colours.shorts if near else colours.shorts_far
        canvas.polygon(limb(hip, knee, scaled(SHORTS, slim)), cloth)
        canvas.circle(hip, HIP * slim, cloth)
        self._lenses(side, {"thigh": (hip, knee, self.thigh), "shank": (knee, ankle, self.shank)})
        if self.flat:
            raised = between(hip, knee, -0.2)
            self._lenses(side, {"hip_side": (raised, knee, self.thigh)})

    def arm(self, side: str) -> None:
        """An arm with its hand, sleeve and muscles."""
        near = side == "n" or self.flat
        canvas, colours = self.canvas, self.colours
        shoulder, elbow, hand = (self.joints[f"{joint}_{side}"] for joint in ("shoulder", "elbow", "hand"))
        skin = colours.skin if near else colours.skin_far
        upper, lower = (
            limb(shoulder, elbow, UPPER_ARM),
            limb(elbow, between(elbow, hand, 0.86 if self.fist else 0.97), FOREARM),
        )
        if near:
            canvas.ring(limb(between(shoulder, elbow, 0.12), elbow, UPPER_ARM), colours.panel, HALO)
            canvas.circle(elbow, ELBOW, "none", outline=colours.panel, width=HALO)
            canvas.ring(lower, colours.panel, HALO)
            canvas.ring(self._hand_outline(elbow, hand), colours.panel, HALO)
        canvas.polygon(upper, skin)
        canvas.circle(elbow, ELBOW, skin)
        canvas.polygon(lower, skin)
        self._hand(elbow, hand, skin)
        sleeve = colours.shirt if near else colours.shirt_far
        canvas.polygon(limb(shoulder, elbow, SLEEVE), sleeve)
        canvas.circle(shoulder, SHOULDER, sleeve)
        self._lenses(side, {"upper_arm": (shoulder, elbow, UPPER_ARM), "forearm": (elbow, hand, FOREARM)})

    def torso(self) -> None:
        """Neck, head, shirt, shorts and the trunk's muscles."""
        self.head()
        self.canvas.polygon(trunk(self.body, self.trunk, start=0.2), self.colours.shirt)
        hips = trunk(self.body, self.trunk, end=0.24, grow=0.12)
        self.canvas.polygon(hips, self.colours.shorts, outline=self.colours.shorts, width=0.4)
        self.trunk_muscles()

    def trunk_muscles(self, only: str = "") -> None:
        """The lenses on the trunk; `only` paints one again, over a leg that covers it."""
        for name in self.muscles:
            lens = self._lens_of(name)
            if lens is None or lens.on != "torso" or (only and name != only):
                continue
            sides = (1, -1) if lens.side == 0 else (lens.side,)
            for side in sides:
                turned_side = -side if self.flat and self.body.mirror and lens.side else side
                self.canvas.polygon(trunk_lens(self.body, self.trunk, lens, turned_side), self.colours.muscle)

    def head(self) -> None:
        """Neck, face and hair."""
        canvas, colours = self.canvas, self.colours
        _lower, upper = self.body.torso
        centre, angle = self.joints["head"], self.body.head
        neck = plus(self.joints["shoulder"], polar(upper + 90, 0 if self.flat else 1.2))
        canvas.polygon(limb(neck, plus(centre, polar(angle, -3)), NECK), colours.skin)
        aside = abs(self.body.turn) > PROFILE
        face = FACE_FRONT if self.flat and not aside else FACE_SIDE
        hair = {"side": HAIR_SIDE, "back": HAIR_BACK, "oblique": HAIR_OBLIQUE}.get(self.view, HAIR_FRONT)
        if aside:
            hair = HAIR_SIDE
        way = -1 if self.body.turn < 0 else 1
        for points, colour in ((face, colours.skin), (hair, colours.hair)):
            outline = [plus(centre, turned((x * way, y), angle - 90)) for x, y in points]
            canvas.polygon(spline(outline, 5), colour)

    def _hand(self, elbow: Point, hand: Point, skin: str) -> None:
        self.canvas.polygon(self._hand_outline(elbow, hand), skin)
        if not self.fist:
            self.canvas.circle(hand, 1.9, skin)

    def _hand_outline(self, elbow: Point, hand: Point) -> list[Point]:
        along = heading(elbow, hand)
        if self.fist:
            return limb(plus(hand, polar(along, -2.6)), plus(hand, polar(along, 2.2)), FIST)
        way = along if self.palm is None else self.palm
        return limb(plus(hand, polar(way, -1.5)), plus(hand, polar(way, 5)), PALM)

    def _lens_of(self, name: str) -> Lens | None:
        return (FRONT_LENSES if self.flat else SIDE_LENSES).get(name)

    def _lenses(self, side: str, bones: dict[str, tuple[Point, Point, Profile]]) -> None:
        for name in self.muscles:
            base, _, only = name.rpartition("_") if name[-2:] in ("_n", "_f") else (name, "", "")
            lens = self._lens_of(base)
            if lens is None or lens.on not in bones or not self._shows(lens, side, only):
                continue
            start, end, profile = bones[lens.on]
            colour = self.colours.muscle if side == "n" or self.flat else paler(self.colours.muscle, 0.35)
            self.canvas.polygon(limb_lens(start, end, profile, lens, self._outer(lens.side, side)), colour)

    def _shows(self, lens: Lens, side: str, only: str) -> bool:
        if only:
            return side == only
        return side == "n" or (self.flat and lens.side != 2)

    def _outer(self, lens_side: int, side: str) -> int:
        """Which side of the bone: 0 = inner, 2 = outer side of a leg seen from the front."""
        if lens_side in (1, -1):
            return lens_side
        outward = -1 if (side == "n") != self.body.mirror else 1
        return outward if lens_side == 2 else -outward

    def _shoe(self, side: str, knee: Point, ankle: Point) -> list[Point]:
        tilt = self.body.feet[side]
        if self.flat:
            shin = heading(knee, ankle)
            tip = plus(plus(ankle, polar(shin, 3.9)), polar(shin + 90, tilt))
            return limb(plus(ankle, polar(shin, -1.6)), tip, FRONT_FOOT)
        ball, toe = self.joints[f"ball_{side}"], self.joints[f"toe_{side}"]
        bend = heading(ball, toe)
        share = self.body.foot_lengths[side]

        def part(points: tuple[Point, ...], start: Point, angle: float) -> list[Point]:
            return [plus(start, turned((x * share, y), angle)) for x, y in points]

        outline = [*part(SHOE_HEEL, ankle, tilt), ball, *part(SHOE_TOE, ball, bend), *part(SHOE_TOP, ankle, tilt)]
        return spline(outline, 4)
