"""Kinematics by properties: whatever the pose, bones keep their length, hands reach what can be reached."""

import math

from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.geometry import distance
from bot.pictures.pose import Limb, Pose, Ref
from bot.pictures.skeleton import BONES, solve

angles = st.floats(-180, 180)


def pose(arm: Limb) -> Pose:
    straight = Limb(form="ang", values=(-90, -90))
    limbs = {"leg_n": straight, "leg_f": straight, "arm_n": arm, "arm_f": arm}
    return Pose(pin_joint="sole_n", pin_at=(0, 0), torso=(90, 90), head=90, limbs=limbs)


@given(upper=angles, lower=angles)
def test_a_limb_by_angles_keeps_its_bones(upper: float, lower: float) -> None:
    joints = solve(pose(Limb(form="ang", values=(upper, lower))), "side").joints

    assert math.isclose(distance(joints["shoulder_n"], joints["elbow_n"]), BONES["arm"][0])
    assert math.isclose(distance(joints["elbow_n"], joints["hand_n"]), BONES["arm"][1])


@given(away=st.floats(1, 34), direction=angles, bend=st.sampled_from([1, -1]))
def test_a_hand_arrives_at_any_target_within_reach(away: float, direction: float, bend: int) -> None:
    shoulder = solve(pose(Limb(form="ang", values=(-90, -90))), "side").joints["shoulder_n"]
    target = (
        shoulder[0] + away * math.cos(math.radians(direction)),
        shoulder[1] + away * math.sin(math.radians(direction)),
    )
    solved = solve(pose(Limb(form="to", values=target, joints=("",), bend=bend)), "side")

    assert distance(solved.at(Ref(joint="hand_n")), target) < 0.01
    assert solved.misses["arm_n"] == 0
    assert math.isclose(distance(solved.joints["elbow_n"], target), BONES["arm"][1], rel_tol=1e-6)


def test_a_target_out_of_reach_is_reported_with_the_distance_that_is_missing() -> None:
    solved = solve(pose(Limb(form="to", values=(100, 81.8), joints=("",))), "side")

    assert 64 < solved.misses["arm_n"] < 65
