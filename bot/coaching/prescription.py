"""A session written out: chosen exercises, sets, loads, targets, and the cut to the time there is (R16–R18, R25)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from bot.coaching.exercise import Equipment, Exercise
from bot.coaching.load import BODYWEIGHT, PLATE_LIFTS, SWING, Loaded, exact, fit, one_rm, share, smallest, swing_start
from bot.coaching.safety import NOT_FOR_BEGINNERS, Chosen, choose, choose_in_taper
from bot.coaching.scheme import NORDIC, Scheme, Slot, scheme_for, slots
from bot.coaching.session import Prescription, Session, SessionType
from bot.coaching.situation import Situation
from bot.coaching.week import HEAVY, LITE_TIER, Placed

PAIR_SETS: Final = 3
SINGLE_SETS: Final = 2
BEGINNER_SETS: Final = 3
LIGHTER: Final = Fraction(9, 10)
EASED: Final = Fraction(4, 5)
MISSED_IN_A_ROW: Final = 2

RIR: Final = 2
CAREFUL_RIR: Final = 3
LIGHT_RIR: Final = 4

HEAVY_BASE_MINUTES: Final = 8
BASE_MINUTES: Final = 5
TAPER_MINUTES: Final = 20
REP_SECONDS: Final = 4
QUICK_REP_SECONDS: Final = 2
QUICK: Final = frozenset({SWING, "russian_twist"})
KEEP_SETS: Final = 2
KEEP_SLOTS: Final = 3

NO_HEAVY_WORK_BELOW: Final = 10
BODYWEIGHT_RANGE: Final = (8, 12)
OWN_LOW_RANGE: Final = frozenset({NORDIC, "pistol_squat"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What all slots of one session are written from: the situation, and which session it has come to be.

    `is_light` is R16's deload or lite; together they still cut once.
    """

    now: Situation
    type: SessionType
    equipment: frozenset[Equipment]
    is_beginner: bool
    is_light: bool


def write_session(now: Situation, placed: Placed) -> Session | None:
    """The session as it is done on the day; None where pain and equipment leave nothing of it."""
    setting = Setting(
        now=now,
        type=placed.type,
        equipment=now.equipment,
        is_beginner=now.athlete.is_beginner,
        is_light=now.plan.frame.deload or placed.tier == LITE_TIER,
    )
    written = _write_slots(setting)
    if not written:
        return None
    if placed.type == "T":
        return Session(type="T", tier=None, minutes=TAPER_MINUTES, exercises=tuple(written))
    base = HEAVY_BASE_MINUTES if placed.type in HEAVY else BASE_MINUTES
    fitted = fit_minutes(written, base, now.cap_minutes)
    minutes = round_half_up(estimate_seconds(fitted, base))
    return Session(type=placed.type, tier=placed.tier, minutes=minutes, exercises=tuple(fitted))


def _write_slots(setting: Setting) -> list[Prescription]:
    """R13 and R25: the slots in order, each filled with what is not used yet today."""
    used: set[str] = set()
    written: list[Prescription] = []
    spares_legs, rir = setting.now.spares_legs, reserve(setting)
    for slot in slots(setting.type, setting.now.plan, setting.now.athlete, setting.equipment):
        if spares_legs and slot.name == "hip_thrust_bw":
            continue
        chosen = _choose(setting, slot, used)
        if chosen is not None:
            used.add(chosen.exercise.id)
            written.append(_prescribe(setting, slot, chosen, rir))
    return written


def _choose(setting: Setting, slot: Slot, used: set[str]) -> Chosen | None:
    """R25, R26; then the step R21 has taken; then the runner's own swap of today."""
    pick = choose_in_taper if setting.type == "T" else choose
    chosen = pick(setting.now.catalogue, slot.exercise, setting.equipment, used, setting.now.pain)
    if chosen is None or setting.type == "T":
        return chosen
    if not chosen.by_pain:
        chosen = _stepped(setting, slot, chosen, used)
    wish = setting.now.log.swaps_today.get(chosen.exercise.id)
    if wish is not None and may_stand(setting, wish, used):
        return replace(chosen, exercise=setting.now.catalogue[wish])
    return chosen


def _stepped(setting: Setting, slot: Slot, chosen: Chosen, used: set[str]) -> Chosen:
    """R21: the harder or easier exercise that has taken the place; U keeps to the bodyweight hip thrust."""
    step = setting.now.log.steps.get(chosen.exercise.id)
    passed = {chosen.exercise.id}
    while step is not None and step not in passed and slot.name != "hip_thrust_bw":
        passed.add(step)
        if may_stand(setting, step, used):
            chosen = replace(chosen, exercise=setting.now.catalogue[step])
        step = setting.now.log.steps.get(step)
    return chosen


def may_stand(setting: Setting, exercise_id: str, used: set[str] | frozenset[str]) -> bool:
    """Whether an exercise may be put into the session: kit, pain, experience, not twice a day (R25, R26, R29)."""
    if exercise_id not in setting.now.catalogue or exercise_id in used:
        return False
    exercise = setting.now.catalogue[exercise_id]
    hurts = exercise.stress_areas & (setting.now.pain.some | setting.now.pain.strong)
    barred = setting.is_beginner and exercise_id in NOT_FOR_BEGINNERS
    return not hurts and not barred and exercise.fits(setting.equipment)


def _prescribe(setting: Setting, slot: Slot, chosen: Chosen, rir: int) -> Prescription:
    """One slot written out."""
    exercise = chosen.exercise
    scheme = scheme_for(slot, exercise)
    loaded, base = _loads(setting, scheme, chosen)
    load = as_load(loaded.load)
    low, high = _range(setting, scheme, exercise, loaded)
    return Prescription(
        exercise=exercise.id,
        sets=set_count(setting, scheme.sets),
        low=low,
        high=high,
        unit_of_work=scheme.unit_of_work,
        per_side=exercise.per_side,
        load=load,
        implement=loaded.implement,
        rest_s=scheme.rest_s,
        target=_target(setting, chosen, low, high),
        rir=rir,
        slot=slot.name,
        base_load=load if base is loaded else as_load(base.load),
    )


def as_load(load: Fraction | None) -> float | None:
    """A load as a plain number."""
    return None if load is None else float(load)


def set_count(setting: Setting, sets: int) -> int:
    """R16, in order: caps of A2, D2 and M; beginners; deload or lite halves, rounding up; R24."""
    if setting.type in {"A2", "D2"}:
        sets = min(sets, PAIR_SETS)
    elif setting.type == "M":
        sets = min(sets, SINGLE_SETS)
    if setting.is_beginner:
        sets = min(sets, BEGINNER_SETS)
    if setting.is_light:
        sets = -(-sets // 2)
    most_sets = setting.now.comeback.most_sets
    if most_sets is not None:
        sets = min(sets, most_sets)
    if setting.now.log.missed >= MISSED_IN_A_ROW:
        sets -= 1
    return max(sets, 1)


def reserve(setting: Setting) -> int:
    """R17: repetitions in reserve: 4 in deload and T, 3 for beginners and in power, else 2."""
    if setting.now.plan.frame.deload or setting.type == "T":
        return LIGHT_RIR
    careful = setting.is_beginner or setting.now.plan.frame.block == "power"
    return CAREFUL_RIR if careful else RIR


def _loads(setting: Setting, scheme: Scheme, chosen: Chosen) -> tuple[Loaded, Loaded]:
    """R19, R20, R22: the load to lift today, and the one it would be without deload, lite and pain."""
    exercise = chosen.exercise
    if exercise.id in PLATE_LIFTS:
        plate = _plate(setting, exercise)
        return plate, plate
    wanted = _wanted(setting, scheme, exercise) if exercise.loadable else None
    if wanted is None:
        return BODYWEIGHT, BODYWEIGHT
    if setting.now.comeback.from_bottom:
        wanted *= setting.now.comeback.load_factor
    base = _fit(setting, exercise, wanted)
    if not setting.is_light and not chosen.eased:
        return base, base
    if setting.is_light:
        wanted *= LIGHTER
    if chosen.eased:
        wanted *= EASED
    return _fit(setting, exercise, wanted), base


def _wanted(setting: Setting, scheme: Scheme, exercise: Exercise) -> Fraction | None:
    """R19 and R20: the working load of R21 once there is one, else a share of 1RM; T always goes by 1RM."""
    working = setting.now.log.working.get(exercise.id)
    if working is not None and setting.type != "T":
        return None if working.load is None else exact(working.load)
    if exercise.id == SWING:
        return swing_start(setting.now.athlete)
    reported = setting.now.log.reported_one_rm.get(exercise.id)
    maximum = one_rm(setting.now.athlete, exercise.id, reported)
    return None if maximum is None or scheme.percent is None else share(maximum, scheme.percent)


def _plate(setting: Setting, exercise: Exercise) -> Loaded:
    """R19 and R20: the plate starts small and no factor touches it."""
    working = setting.now.log.working.get(exercise.id)
    least = smallest("plate", setting.now.athlete.unit)
    load = least if working is None or working.load is None else max(exact(working.load), least)
    return _fit(setting, exercise, load)


def _fit(setting: Setting, exercise: Exercise, wanted: Fraction) -> Loaded:
    highest = setting.now.log.highest_28d.get(exercise.id)
    cap = None if highest is None else exact(highest)
    return fit(exercise, wanted, setting.equipment, setting.now.athlete.unit, cap)


def _range(setting: Setting, scheme: Scheme, exercise: Exercise, loaded: Loaded) -> tuple[int, int]:
    """R25: repetitions without load are no heavy work: below ten they become 8–12."""
    unloaded_reps = scheme.unit_of_work == "reps" and loaded.load is None
    exempt = setting.type == "T" or exercise.id in OWN_LOW_RANGE
    if unloaded_reps and scheme.high < NO_HEAVY_WORK_BELOW and not exempt:
        return BODYWEIGHT_RANGE
    return scheme.low, scheme.high


def _target(setting: Setting, chosen: Chosen, low: int, high: int) -> int | None:
    """R21: what to aim for; none in deload, in T and where R26 changed the slot; the bottom after a gap (R24)."""
    if setting.now.plan.frame.deload or setting.type == "T" or chosen.by_pain:
        return None
    working = setting.now.log.working.get(chosen.exercise.id)
    if setting.now.comeback.from_bottom or working is None or working.target is None:
        return low
    return working.target if low <= working.target <= high else low


def work_seconds(prescription: Prescription) -> int:
    """R18: the time one set takes, both sides of it."""
    seconds = prescription.high
    if prescription.unit_of_work != "seconds":
        seconds *= QUICK_REP_SECONDS if prescription.exercise in QUICK else REP_SECONDS
    return seconds * 2 if prescription.per_side else seconds


def set_seconds(prescription: Prescription) -> int:
    """R18: the time of one set and the rest after it."""
    return work_seconds(prescription) + prescription.rest_s


def estimate_seconds(prescriptions: Sequence[Prescription], base_minutes: int) -> int:
    """R18: the estimated length of a session, unrounded."""
    return base_minutes * 60 + sum(each.sets * set_seconds(each) for each in prescriptions)


def round_half_up(seconds: int) -> int:
    """R18: minutes as printed."""
    return (seconds + 30) // 60


def fit_minutes(prescriptions: Sequence[Prescription], base_minutes: int, cap_minutes: int) -> list[Prescription]:
    """R18: the session cut to the cap.

    From the last slot upward one set each, down to two; then the last slots go until three are left; then down to
    one set, and to one slot. The estimate is compared after every single cut.
    """
    over = estimate_seconds(prescriptions, base_minutes) - cap_minutes * 60
    if over <= 0:
        return list(prescriptions)
    sets = [each.sets for each in prescriptions]
    seconds = [set_seconds(each) for each in prescriptions]
    for least_sets, least_slots in ((KEEP_SETS, KEEP_SLOTS), (1, 1)):
        while over > 0 and max(sets) > least_sets:
            over = _cut_once_through(sets, seconds, least_sets, over)
        while over > 0 and len(sets) > least_slots:
            over -= sets.pop() * seconds[len(sets)]
    kept = zip(prescriptions, sets, strict=False)
    return [each if each.sets == left else replace(each, sets=left) for each, left in kept]


def _cut_once_through(sets: list[int], seconds: Sequence[int], least_sets: int, over: int) -> int:
    """R18: one set less in each slot from the last upward, until nothing is `over`; the seconds still over."""
    for index in reversed(range(len(sets))):
        if over > 0 and sets[index] > least_sets:
            sets[index] -= 1
            over -= seconds[index]
    return over
