"""A runner asks how an exercise is done, what is wrong with it, and what to eat: all of it is a tap or a word away."""

import pytest

from tests.chat import Chat


def test_a_runner_sees_how_an_exercise_is_done_and_its_other_versions() -> None:
    chat = Chat.ready().say("/exercise bulgarian split squat")
    chat.expect("Bulgarian split squat", "Works: quads", "Needs:", "How", "Watch out for")
    chat.expect_buttons("Easier: Split squat", "More like this")
    chat.tap("Easier: Split squat").expect("Split squat")
    assert len(chat.screen) == 1, "the card is edited in place"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("rdl", "Romanian deadlift"),
        ("RDLs", "Romanian deadlift"),
        ("romanain deadlfit", "Romanian deadlift"),
        ("bss", "Bulgarian split squat"),
        ("nordics", "Nordic"),
        ("hip thurst", "Hip thrust"),
        ("PALLOF", "Pallof press"),
        ("farmers walk", "Farmer's carry"),
        ("romanian_deadlift", "Romanian deadlift"),
        ("kb swing", "Kettlebell swing"),
    ],
)
def test_a_runner_who_types_badly_still_finds_the_exercise(typed: str, name: str) -> None:
    first = Chat.ready().say(f"/exercise {typed}").last.split("\n")[0]
    assert name.lower() in first.lower()


def test_a_name_that_fits_several_exercises_is_asked_about() -> None:
    chat = Chat.ready().say("/exercise calf").expect("Which one do you mean?")
    chat.tap(chat.buttons[0]).expect("How", "Watch out for")


def test_a_runner_who_names_nothing_chooses_by_kind() -> None:
    chat = Chat.ready().say("/exercise").expect("Which kind").expect_buttons("Hinge", "Calves", "Carries")
    chat.tap("Calves").expect_buttons("Standing calf raise" if "Standing calf raise" in chat.buttons else "All kinds")
    chat.tap("‹ All kinds").expect("Which kind")


@pytest.mark.parametrize("nonsense", ["zzzzqq", "<b>bold</b>", "🏃" * 500, "שלום עולם", "'; drop table", "%%% 123"])
def test_an_exercise_nobody_knows_gets_the_kinds_to_choose_from(nonsense: str) -> None:
    Chat.ready().say(f"/exercise {nonsense}").expect("I know no exercise").expect_buttons("Hinge")


def test_every_exercise_can_be_reached_by_taps_alone() -> None:
    chat = Chat.ready().say("/exercise")
    reached = set()
    for kind in list(chat.buttons):
        chat.tap(kind)
        for label in [each for each in chat.buttons if not each.startswith("‹")]:
            chat.tap(label)
            reached.add(chat.last.split("\n")[0])
            chat.tap("‹ More like this")
        chat.tap("‹ All kinds")
    assert reached == {exercise.name for exercise in chat.content.exercises}


def test_every_exercise_is_found_by_its_own_name_and_its_aliases() -> None:
    chat = Chat.ready()
    for exercise in chat.content.exercises:
        for name in (exercise.name, *exercise.aliases):
            chat.say(f"/exercise {name}")
            assert chat.last.split("\n")[0] == exercise.name, name


def test_the_figure_comes_with_words_for_those_who_cannot_see_it() -> None:
    picture = Chat.ready().say("/exercise plank").replies[0].picture
    assert picture is not None
    assert picture.name == "exercise:plank"
    assert "forearms and toes on a mat" in picture.alt


def test_a_runner_gets_a_tip_and_another_one() -> None:
    chat = Chat.ready().say("/tip")
    first = chat.last
    chat.tap("Next ›")
    assert chat.last != first
    chat.tap("‹ Before")
    assert chat.last == first


def test_tomorrow_brings_another_tip() -> None:
    chat = Chat.ready().say("/tip")
    first = chat.last
    assert chat.advance(days=1).say("/tip").last != first


def test_a_runner_asks_for_a_tip_on_one_thing() -> None:
    Chat.ready().say("/tip grip").expect("When your grip gives out", "Kapıcıoğlu 2021")


def test_the_mistakes_are_a_list_that_opens_in_place() -> None:
    chat = Chat.ready().say("/mistakes").expect_buttons("Light weights", "Heavy legs on the wrong day")
    chat.tap("Heavy legs on the wrong day").expect("Instead", "48 hours", "Doma")
    assert len(chat.screen) == 1


def test_a_question_in_the_runners_own_words_finds_its_answer() -> None:
    Chat.ready().say("/faq will I get bulky from lifting?").expect("train for size")


def test_protein_is_counted_for_the_runners_own_weight() -> None:
    Chat.ready().say("/fuel").expect("For your 70 kg: about 112 g", "154 g is the upper margin")
    Chat.ready(unit="lb", body_mass=150).say("/fuel").expect("For your 150 lb: about 109 g")


def test_a_runner_who_never_said_their_weight_is_asked_for_it() -> None:
    Chat.ready(body_mass=None).say("/fuel").expect("1.6 g", "I weigh 70 kg")


def test_fuel_leads_to_recovery_and_to_heavy_or_bodyweight() -> None:
    chat = Chat.ready().say("/fuel").expect_buttons("Sleep", "For stiff hips and ankles", "Begin with your own weight")
    chat.tap("Sleep").expect("five hours")


def test_everything_to_read_is_on_a_shelf() -> None:
    chat = Chat.ready().say("/read").expect_buttons("Why runners lift", "Guides", "The sample week", "Sources")
    chat.tap("Guides").tap("Ten weeks at a glance").expect("Weeks 1–3")
    chat.tap("All there is to read").tap("The sample week").expect("Monday", "Sunday")
    chat.tap("All there is to read").tap("Routines").tap("Activation before a key run").expect(
        "20 metres or 30 seconds"
    )


def test_the_rules_fill_several_screens_that_turn_like_pages() -> None:
    chat = Chat.ready().say("/read").tap("How I decide").expect("R1 ")
    chat.tap("›").expect_not("R1 ")
    chat.tap("‹").expect("R1 ")


def test_a_word_nobody_wrote_about_shows_the_shelves() -> None:
    Chat.ready().say("/read quantum chromodynamics").expect("I have nothing on").expect_buttons("Tips")


@pytest.mark.parametrize(
    "stale", ["1|read|tips|gone", "1|read|nothing|x", "1|shelf|nothing|0", "1|shelf|tips|999", "1|ex|gone"]
)
def test_a_button_for_something_that_is_gone_still_leads_on(stale: str) -> None:
    chat = Chat.ready().send_action(stale)
    assert chat.buttons
