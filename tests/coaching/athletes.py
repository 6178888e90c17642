"""Random athletes and logs for properties: hypothesis strategies."""

from datetime import date, time, timedelta

from hypothesis import strategies as st

from bot.coaching.athlete import EVERYTHING, Athlete, GymDay, Log, Pain, RecentSet, Run, Working

START = date(2027, 1, 4)
AREAS = (
    "foot", "achilles", "shin", "calf", "knee", "hamstring", "quad", "hip", "groin", "low_back", "shoulder",
    "elbow", "neck", "other",
)  # fmt: skip
LIFTS = ("deadlift", "romanian_deadlift", "back_squat", "hip_thrust", "bulgarian_split_squat", "kettlebell_swing")

times = st.builds(time, st.integers(5, 21), st.sampled_from((0, 30)))
loads = st.integers(2, 400).map(lambda steps: steps / 2)
days = st.integers(0, 200).map(lambda offset: START + timedelta(days=offset))


@st.composite
def runs(draw: st.DrawFn) -> tuple[Run, ...]:
    """Up to six runs a week."""
    kinds = st.sampled_from(("easy", "easy", "hard", "long"))
    one = st.builds(Run, weekday=st.integers(0, 6), type=kinds, time=times, minutes=st.integers(20, 150))
    return tuple(draw(st.lists(one, max_size=6)))


@st.composite
def athletes(draw: st.DrawFn) -> Athlete:
    """Any athlete the contract allows."""
    gym = st.lists(st.integers(0, 6), unique=True).map(lambda week: tuple(GymDay(weekday=day) for day in week))
    kit = st.one_of(st.just(EVERYTHING), st.frozensets(st.sampled_from(sorted(EVERYTHING))))
    recent = st.builds(
        RecentSet, exercise=st.sampled_from(LIFTS), load=loads, reps=st.integers(1, 12), rir=st.integers(0, 4)
    )
    return draw(
        st.builds(
            Athlete,
            start=st.integers(0, 10).map(lambda offset: START + timedelta(days=offset)),
            unit=st.sampled_from(("kg", "lb")),
            body_mass=st.none() | st.integers(45, 110),
            experience=st.sampled_from(("beginner", "intermediate", "advanced")),
            age=st.sampled_from((None, 16, 35)),
            equipment=kit,
            runs=runs(),
            gym=st.one_of(st.builds(Athlete, start=st.just(START)).map(lambda athlete: athlete.gym), gym),
            race=st.none() | days,
            race_km=st.sampled_from((None, 5, 21.1, 42.2)),
            tune_ups=st.lists(days, max_size=1).map(tuple),
            phase=st.sampled_from((None, None, None, "base", "off", "prep", "taper", "recovery")),
            week_style=st.sampled_from((None, None, "adaptive", "article")),
            minutes_cap=st.sampled_from((20, 30, 45, 60, 75)),
            high_mileage=st.booleans(),
            activation=st.sampled_from(("key", "every", "never")),
            one_rm=st.dictionaries(st.sampled_from(LIFTS), loads, max_size=2),
            recent_sets=st.lists(recent, max_size=2).map(tuple),
            pull_ups=st.sampled_from((None, 5, 12)),
        )
    )


@st.composite
def logs(draw: st.DrawFn) -> Log:
    """Any log of the contract, without red flags."""
    pain = st.builds(Pain, area=st.sampled_from(AREAS), score=st.integers(0, 10))
    working = st.builds(Working, load=st.none() | loads, target=st.none() | st.integers(1, 45))
    return draw(
        st.builds(
            Log,
            pain=st.lists(pain, max_size=2).map(tuple),
            sleep_h=st.sampled_from((None, 4.5, 7)),
            leg_soreness=st.sampled_from((None, 3, 8)),
            missed=st.integers(0, 3),
            highest_28d=st.dictionaries(st.sampled_from(LIFTS), loads, max_size=2),
            days_since_strength=st.sampled_from((None, 3, 9, 20, 40)),
            working=st.dictionaries(st.sampled_from(LIFTS), working, max_size=3),
        )
    )
