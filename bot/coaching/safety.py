"""What keeps a runner safe: which exercise may stand in a slot, pain, referral (R25–R30)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.coaching.athlete import Area, Athlete, Log, Pain, RedFlag
from bot.coaching.exercise import Catalogue, Equipment, Exercise

SOME_PAIN: Final = 3
STRONG_PAIN: Final = 6
SHORT_NIGHT_H: Final = 5
SORE_LEGS: Final = 7

COUNTS_AS: Final[Mapping[Area, Area]] = {"calf": "achilles", "quad": "knee", "groin": "hip", "neck": "shoulder"}
LOWER_LEG_AND_KNEE: Final = frozenset({"foot", "achilles", "shin", "knee"})
LOWER_LIMB_AND_BACK: Final = LOWER_LEG_AND_KNEE | {"hamstring", "hip", "low_back"}
IMPACT_DRILLS: Final = frozenset({"high_knees", "a_skips", "calf_hops"})
NOT_FOR_BEGINNERS: Final = frozenset({"kettlebell_swing", "nordic_curl", "pistol_squat"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hurting:
    """R26: the areas with pain 3–5 (`some`) and with 6 or more (`strong`), as stress areas of the catalogue."""

    some: frozenset[str] = frozenset()
    strong: frozenset[str] = frozenset()

    @property
    def rests_legs(self) -> bool:
        """Pain of 6 or more in the lower limb or low back: nothing heavy, no run."""
        return not self.strong.isdisjoint(LOWER_LIMB_AND_BACK)

    @property
    def bars_impact(self) -> bool:
        """Pain in the lower leg or knee: no high knees, skips or hops."""
        return not (self.some | self.strong).isdisjoint(LOWER_LEG_AND_KNEE)


PAINLESS: Final = Hurting()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What fills a slot. `eased`: load ×0.8 (R26); `by_pain`: R26 changed the slot, so nothing progresses."""

    exercise: Exercise
    eased: bool = False
    by_pain: bool = False


def hurting(pain: tuple[Pain, ...]) -> Hurting:
    """R26: pain by area; calf counts as achilles, quad as knee, groin as hip, neck as shoulder."""
    if not pain:
        return PAINLESS
    worst: dict[str, int] = {}
    for each in pain:
        area = COUNTS_AS.get(each.area, each.area)
        worst[area] = max(worst.get(area, 0), each.score)
    return Hurting(
        some=frozenset(area for area, score in worst.items() if SOME_PAIN <= score < STRONG_PAIN),
        strong=frozenset(area for area, score in worst.items() if score >= STRONG_PAIN),
    )


def referral(athlete: Athlete, log: Log) -> RedFlag | None:
    """R27 and R28: a red flag, or a condition that a clinician has not cleared, stops every prescription."""
    if log.red_flag is not None:
        return log.red_flag
    return "prompt" if athlete.conditions and not athlete.cleared else None


def too_tired_for_heavy(log: Log) -> bool:
    """R23: slept less than five hours, or legs sore at 7 of 10 or more."""
    short_night = log.sleep_h is not None and log.sleep_h < SHORT_NIGHT_H
    return short_night or (log.leg_soreness is not None and log.leg_soreness >= SORE_LEGS)


def choose(
    catalogue: Catalogue, own: str, equipment: frozenset[Equipment], used: frozenset[str] | set[str], pain: Hurting
) -> Chosen | None:
    """R25 and R26: what stands in the slot whose own exercise is `own`; None drops the slot.

    Pain 3–5 steps once, from the slot's own exercise, to its `easier`. Then, at each step, what stresses an area
    of 6 or more gives way to its `easier`, else what lacks equipment or is used today to its `less_equipment`.
    """
    first = catalogue[own]
    if pain is PAINLESS and own not in used and first.fits(equipment):
        return Chosen(exercise=first)
    eased = not first.stress_areas.isdisjoint(pain.some)
    by_pain = eased
    candidate: Exercise | None = first
    if eased:
        candidate = _named(catalogue, first.easier) or candidate
    tried: set[str] = set()
    while candidate is not None and candidate.id not in tried:
        tried.add(candidate.id)
        if not candidate.stress_areas.isdisjoint(pain.strong):
            by_pain = True
            candidate = _named(catalogue, candidate.easier)
        elif candidate.id in used or not candidate.fits(equipment):
            candidate = _named(catalogue, candidate.less_equipment)
        else:
            return Chosen(exercise=candidate, eased=eased, by_pain=by_pain)
    return None


def choose_in_taper(
    catalogue: Catalogue, own: str, equipment: frozenset[Equipment], used: frozenset[str] | set[str], pain: Hurting
) -> Chosen | None:
    """R13: in T pain drops an exercise and never replaces it; equipment replaces it as ever (R25)."""
    if catalogue[own].stress_areas & (pain.some | pain.strong):
        return None
    chosen = choose(catalogue, own, equipment, used, pain)
    return None if chosen is None or chosen.by_pain else chosen


def routine_list(
    catalogue: Catalogue, names: tuple[str, ...], equipment: frozenset[Equipment], pain: Hurting
) -> tuple[str, ...]:
    """R25 and R26 over a list of S69 or S70: exercise ids in order; impact drills go where knee or lower leg hurt."""
    exercises = catalogue.exercises
    if pain is PAINLESS and all(exercises[name].fits(equipment) for name in names):
        return names
    used: set[str] = set()
    kept: list[str] = []
    barred = IMPACT_DRILLS if pain.bars_impact else frozenset()
    for name in names:
        if name in barred:
            continue
        chosen = choose(catalogue, name, equipment, used, pain)
        if chosen is not None:
            used.add(chosen.exercise.id)
            kept.append(chosen.exercise.id)
    return tuple(kept)


def _named(catalogue: Catalogue, exercise_id: str | None) -> Exercise | None:
    return None if exercise_id is None else catalogue[exercise_id]
