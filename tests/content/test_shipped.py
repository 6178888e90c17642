"""The content that ships: complete, true to the catalogue, covering the whole article, and unchangeable."""

import csv
import json
import pickle
import re
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.content import Content, ContentError, content_dir, coverage, coverage_json, load
from bot.content.value import KIND_NAMES

TABLE = Path(__file__).with_name("catalogue.tsv")
with TABLE.open(encoding="utf-8") as table:
    ROWS = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
ROUTINE_STEPS = {
    "mobility": [
        ("worlds_greatest_stretch", 3, "reps", True),
        ("deep_squat_hold", 60, "seconds", False),
        ("standing_calf_stretch", 30, "seconds", True),
        ("cat_cow", 10, "reps", False),
        ("couch_stretch", 45, "seconds", True),
        ("ankle_circles", 20, "reps", True),
    ],
    "activation": [
        ("glute_bridge", 15, "reps", False),
        ("banded_lateral_walk", 10, "steps", True),
        ("high_knees", 30, "seconds", False),
        ("leg_swings", 15, "reps", True),
        ("a_skips", 20, "metres", False),
        ("calf_hops", 20, "reps", False),
    ],
    "activation_short": [
        ("glute_bridge", 15, "reps", False),
        ("leg_swings", 15, "reps", True),
        ("a_skips", 20, "metres", False),
    ],
}


def test_all_content_loads_without_a_fault() -> None:
    try:
        load(content_dir())
    except ContentError as error:
        pytest.fail(str(error))


def test_the_catalogue_has_every_exercise_of_the_table(content: Content) -> None:
    assert len(ROWS) >= 62
    assert set(content.catalogue.exercises) == {row["id"] for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_an_exercise_is_as_the_table_has_it(content: Content, row: dict[str, str]) -> None:
    exercise = content.catalogue[row["id"]]
    needs = () if row["needs"] == "none" else tuple(frozenset(kit.split("+")) for kit in row["needs"].split(" or "))
    assert exercise.name == row["name"]
    assert exercise.pattern == row["pattern"]
    assert exercise.needs == needs
    assert exercise.per_side is (row["per_side"] == "y")
    assert exercise.units == tuple(row["unit"].replace("/side", "").split(" or "))
    assert exercise.loadable is (row["loadable"] == "y")
    assert (exercise.less_equipment or "-") == row["less_equipment"]
    assert (exercise.easier or "-") == row["easier"]
    assert (exercise.harder or "-") == row["harder"]
    assert exercise.stress_areas == frozenset(row["stress_areas"].replace("-", "").split())
    assert exercise.in_article is (row["in_article"] == "Y")
    assert exercise.muscles == tuple(re.split("[,;] ", row["muscles"]))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_runner_reads_three_cues_and_every_typical_error(content: Content, row: dict[str, str]) -> None:
    text = content.exercise_text(row["id"])
    assert len(text.cues) == 3
    assert len(text.errors) == len(row["errors"].split(";"))
    assert text.about
    assert text.focus
    assert bool(text.article) is (row["in_article"] == "Y")


def test_every_item_of_the_article_is_carried_by_an_entry_that_exists(content: Content) -> None:
    covered = coverage(content)
    assert list(covered) == [f"S{number}" for number in range(1, 72)]
    for item, references in covered.items():
        assert references, item
        for reference in references:
            assert item in content.at(reference).article


def test_no_entry_carries_more_than_four_items(content: Content) -> None:
    for kind in KIND_NAMES:
        assert all(len(entry.article) <= 4 for entry in content.entries(kind))


def test_coverage_is_printed_as_json_of_lists() -> None:
    covered = json.loads(coverage_json(content_dir()))
    assert len(covered) == 71
    assert "content/why.yaml#footstrike" in covered["S1"]


@pytest.mark.parametrize("routine", ROUTINE_STEPS)
def test_a_routine_has_the_doses_of_the_article(content: Content, routine: str) -> None:
    found = [
        (step.exercise, step.dose.low, step.dose.unit, content.catalogue[step.exercise].per_side)
        for step in content.routine(routine).steps
    ]
    assert found == ROUTINE_STEPS[routine]


def test_skips_are_counted_in_metres_or_in_seconds(content: Content) -> None:
    skips = next(step for step in content.routine("activation").steps if step.exercise == "a_skips")
    assert skips.dose.instead is not None
    assert (skips.dose.instead.low, skips.dose.instead.unit) == (30, "seconds")


def test_every_dose_of_a_routine_is_in_a_unit_the_exercise_is_counted_in(content: Content) -> None:
    for routine in content.routines:
        for step in routine.steps:
            units = content.catalogue[step.exercise].units
            assert step.dose.unit in units or step.dose.unit == "minutes", step.exercise


def test_every_exercise_of_the_article_has_a_place_in_the_week_a_routine_or_a_page(content: Content) -> None:
    shown = {exercise for day in content.week for exercise in day.exercises}
    assert {"romanian_deadlift", "hip_thrust", "plank", "pull_up", "foam_rolling"} <= shown
    assert [day.id for day in content.week] == ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def test_protein_goes_by_body_mass(content: Content) -> None:
    protein = next(entry for entry in content.fuel if entry.id == "protein")
    assert protein.grams(70) == (112, 154)
    assert next(entry for entry in content.fuel if entry.id == "sleep").grams(70) is None


def test_all_five_questions_have_an_answer(content: Content) -> None:
    assert {item for entry in content.faq for item in entry.article} == {"S62", "S63", "S64", "S65", "S66"}
    assert len(content.mistakes) == 5


def test_every_rule_is_explained_in_one_or_two_sentences(content: Content) -> None:
    assert [rule.id for rule in content.rules] == [f"R{number}" for number in range(1, 37)]
    for rule in content.rules:
        assert len(rule.says) <= 240, rule.id


def test_every_source_that_was_not_read_says_so(content: Content) -> None:
    by_id = {source.id: source.read for source in content.sources}
    assert by_id["hoeger_2008"] == "memory"
    assert by_id["silbernagel_2007"] == by_id["doma_2019"] == "second_hand"
    assert by_id["wu_2024"] == "abstract"


def test_names_are_there_for_whatever_a_reply_shows(content: Content) -> None:
    assert content.area_name("low_back") == "lower back"
    assert content.equipment_name("pullup_bar") == "pull-up bar"
    assert content.phase("off").name == "Off-season"
    assert content.block("power").name == "Power"
    assert content.session("M").name == "Whole body"
    assert content.source("wu_2024").name == "Wu 2024"
    assert content.page("hills").steps
    assert content.rule("R30").sources


def test_presets_are_the_five_of_the_first_meeting(content: Content) -> None:
    assert [preset.id for preset in content.presets] == [
        "full_gym",
        "dumbbells_bench",
        "dumbbells",
        "bands",
        "nothing",
    ]
    assert len(content.presets[0].equipment) == 11
    assert content.presets[-1].equipment == ()


def test_content_cannot_be_changed_by_who_reads_it(content: Content) -> None:
    with pytest.raises(FrozenInstanceError):
        content.lang = "de"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        content.faq[0].answer = "Maybe."


def test_content_travels_to_other_processes(content: Content) -> None:
    assert pickle.loads(pickle.dumps(content)) == content


def test_what_is_not_there_is_a_key_error_that_names_it(content: Content) -> None:
    with pytest.raises(KeyError, match="exercises: bench_press"):
        content.exercise_text("bench_press")
    with pytest.raises(KeyError):
        content.at("content/faq.yaml#nothing")
    with pytest.raises(KeyError):
        content.entries("figures")
