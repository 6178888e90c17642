"""Pain, equipment and referral: what may stand in a slot (R25–R28)."""

from datetime import date

import pytest

from bot.coaching.athlete import EVERYTHING, Athlete, Log, Pain
from bot.coaching.day import ACTIVATION, MOBILITY
from bot.coaching.exercise import Catalogue
from bot.coaching.safety import Hurting, choose, hurting, referral, routine_list

NOTHING: frozenset[str] = frozenset()
PAINLESS = Hurting()


def stands(
    catalogue: Catalogue, own: str, kit: frozenset[str] = EVERYTHING, used: frozenset[str] = NOTHING, **pain: int
) -> tuple[str, bool, bool] | None:
    chosen = choose(
        catalogue, own, kit, used, hurting(tuple(Pain(area=area, score=score) for area, score in pain.items()))
    )
    return None if chosen is None else (chosen.exercise.id, chosen.eased, chosen.by_pain)


@pytest.mark.parametrize(
    ("area", "counts_as"), [("calf", "achilles"), ("quad", "knee"), ("groin", "hip"), ("neck", "shoulder")]
)
def test_a_muscle_counts_as_the_joint_it_loads(area: str, counts_as: str) -> None:
    assert hurting((Pain(area=area, score=4),)).some == {counts_as}
    assert hurting((Pain(area=area, score=4), Pain(area=counts_as, score=6))).strong == {counts_as}
    assert hurting((Pain(area=area, score=2),)) == PAINLESS


def test_missing_kit_goes_down_the_chain_to_what_is_there(catalogue: Catalogue) -> None:
    assert stands(catalogue, "hip_thrust", frozenset({"bench", "kettlebell"})) == ("dumbbell_hip_thrust", False, False)
    assert stands(catalogue, "hip_thrust", frozenset({"bench"})) == ("hip_thrust_bw", False, False)
    assert stands(catalogue, "hip_thrust", NOTHING) == ("glute_bridge", False, False)
    assert stands(catalogue, "hip_thrust", NOTHING, frozenset({"glute_bridge"})) is None


def test_some_pain_steps_once_and_keeps_the_easing(catalogue: Catalogue) -> None:
    assert stands(catalogue, "bulgarian_split_squat", knee=4) == ("split_squat", True, True)
    assert stands(catalogue, "split_squat", knee=4) == ("glute_bridge", True, True)
    assert stands(catalogue, "walking_lunge", used=frozenset({"split_squat"}), knee=4) is None
    assert stands(catalogue, "romanian_deadlift", knee=4) == ("romanian_deadlift", False, False)


def test_a_substitute_that_stresses_a_mild_pain_may_stand(catalogue: Catalogue) -> None:
    assert stands(catalogue, "romanian_deadlift", NOTHING, foot=4) == ("single_leg_rdl", False, False)


def test_strong_pain_steps_until_nothing_hurts(catalogue: Catalogue) -> None:
    assert stands(catalogue, "back_squat", knee=7) == ("glute_bridge", False, True)
    assert stands(catalogue, "calf_raise_bent", achilles=6) is None
    assert stands(catalogue, "nordic_curl", hamstring=8) == ("glute_bridge", False, True)
    assert stands(catalogue, "pull_up", shoulder=6, elbow=3) == ("band_row", True, True)


def test_the_daily_lists_keep_to_kit_and_pain(catalogue: Catalogue) -> None:
    assert routine_list(catalogue, MOBILITY, NOTHING, PAINLESS) == MOBILITY
    knee = hurting((Pain(area="knee", score=4),))
    assert routine_list(catalogue, MOBILITY, EVERYTHING, knee) == (
        "worlds_greatest_stretch",
        "dynamic_stretch",
        "standing_calf_stretch",
        "cat_cow",
        "ankle_circles",
    )
    assert routine_list(catalogue, ACTIVATION, NOTHING, knee) == ("glute_bridge", "lateral_walk", "leg_swings")
    calf = hurting((Pain(area="calf", score=7),))
    assert routine_list(catalogue, ACTIVATION, EVERYTHING, calf) == (
        "glute_bridge",
        "banded_lateral_walk",
        "leg_swings",
    )
    assert routine_list(catalogue, MOBILITY, EVERYTHING, calf)[2:] == ("ankle_circles", "cat_cow", "couch_stretch")


def test_a_flag_or_an_uncleared_condition_refers() -> None:
    well = Athlete(start=date(2027, 1, 4))
    ill = Athlete(start=date(2027, 1, 4), conditions=("osteoporosis",))
    assert referral(well, Log()) is None
    assert referral(well, Log(red_flag="emergency")) == "emergency"
    assert referral(ill, Log()) == "prompt"
    assert referral(Athlete(start=ill.start, conditions=ill.conditions, cleared=True), Log()) is None
