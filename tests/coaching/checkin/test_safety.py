"""Pain and red flags (R26–R28): none is missed, and nothing that only sounds like one is taken for it."""

from datetime import date

import pytest

TODAY = date(2027, 1, 5)

EMERGENCIES = """had chest pain on the last set
pressure in my chest
chest felt tight and heavy
felt faint after the swings
almost passed out
I blacked out for a second
vision went black on the last rep
short of breath just walking up the stairs
couldn't catch my breath for ten minutes
breathless at rest
numb between my legs since yesterday
groin is numb
lost control of my bladder
can't pee properly since the deadlifts
my left calf is swollen and hot
one calf is much bigger than the other and warm
sudden worst headache of my life during squats
pee was dark brown after yesterday
my urine looks like cola""".splitlines()

PROMPTS = """shin hurts at night in bed
heel pain wakes me at night
foot hurts even at rest
one spot on my shin hurts when I press it
tender spot on my shin bone when I touch it
hurts to hop on my right leg
pain when hopping
can't put weight on my left foot
can't bear weight
not been able to walk on it since
felt a pop in my hamstring and now it's weak
heard a snap in my calf, can't push off
tingling spreading down my leg into the foot
knee is locked, can't straighten it
my knee is swollen
ankle ballooned up
got a fever so skipped
38.5 fever
haven't had my period in 4 months
missed my period for three months
dizzy after deadlifts
light-headed during the swings""".splitlines()

NOTHING = """quads are killing me
that session nearly killed me
no pain today
chest day
dead bugs 3x30s
no chest pain, no dizziness
no dizziness, chest pain or fainting
didn't faint this time
my wife fainted when she saw the bill
my son has a fever so skipped
my dad had chest pain last night and I'm with him
saw someone faint at the gym
passed out on the sofa afterwards
race fever!
hay fever is bad but all done
knees locked out on deadlifts 3x5 100kg
out of breath as usual after swings
breathless after the swings, as you'd expect
calves on fire
arms numb from the cold on the way to gym
pain in the neck to get to the gym today
popped into the gym, RDL 3x8 60
hopped on the bike after
rest periods 2 min
period started today, did everything
I'm pregnant
had surgery in May
last year I had chest pain
read an article about chest pain
the queue broke my heart
laughed so much I couldn't breathe
heart rate was high
dizzy heights of 100kg
chest to floor push-ups 3x10
no swelling in my knee anymore""".splitlines()


@pytest.mark.parametrize("text", EMERGENCIES)
def test_an_emergency_is_seen(reader, text):
    assert reader.checkin(text, "kg", TODAY, None).red_flag == "emergency"


@pytest.mark.parametrize("text", PROMPTS)
def test_a_flag_for_a_clinician_is_seen(reader, text):
    assert reader.checkin(text, "kg", TODAY, None).red_flag == "prompt"


@pytest.mark.parametrize("text", NOTHING)
def test_a_figure_of_speech_or_another_person_raises_nothing(reader, text):
    reading = reader.checkin(text, "kg", TODAY, None)
    assert (reading.red_flag, reading.pain) == (None, ())


@pytest.mark.parametrize("text", [f"{words.upper()}!!" for words in EMERGENCIES + PROMPTS])
def test_a_flag_is_seen_when_it_is_shouted(reader, text):
    assert reader.checkin(text, "kg", TODAY, None).red_flag is not None


@pytest.mark.parametrize(
    ("text", "pains"),
    [
        ("left knee grumbling 3/10", [("knee", "left", 3)]),
        ("both knees ache 2/10", [("knee", "both", 2)]),
        ("left knee 3/10 right knee 2/10", [("knee", "left", 3), ("knee", "right", 2)]),
        ("ankle hurts", [("achilles", None, None)]),
        ("heel pain 2/10", [("foot", None, 2)]),
        ("back pain 3/10", [("low_back", None, 3)]),
        ("ITB hurts 4/10", [("knee", None, 4)]),
        ("glute pain 4/10", [("hip", None, 4)]),
        ("wrist hurts 2/10", [("other", None, 2)]),
        ("pain 4/10", [("other", None, 4)]),
        ("pain 0/10", []),
        ("knee pain 0/10", []),
        ("no knee pain", []),
        ("sore knee 3/10", [("knee", None, 3)]),
        ("sore quads 6/10", []),
        ("sore quads", []),
        ("my knee is killing me", [("knee", None, None)]),
        ("my left knee started to hurt, 4/10", [("knee", "left", 4)]),
        ("my knee is swollen", [("knee", None, None)]),
        ("r knee locked n swollen cant bend it", [("knee", "right", None)]),
        ("my wife's knee hurts", []),
        ("hip thrust 3x10 60kg felt it in my right hip 3/10", [("hip", "right", 3)]),
    ],
)
def test_a_pain_is_where_the_runner_says(reader, text, pains):
    found = reader.checkin(text, "kg", TODAY, None).pain
    assert [(each.area, each.side, each.score) for each in found] == pains


def test_a_score_beside_leg_muscles_is_soreness(reader):
    assert reader.checkin("quads 7/10", "kg", TODAY, None).soreness == 7
