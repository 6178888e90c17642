"""The invariants' own reading of how a runner is: pain, tiredness, referral (R23, R26–R28)."""

from typing import Final

from bot.coaching.athlete import Athlete, Log, Pain

COUNTS_AS: Final = {"calf": "achilles", "quad": "knee", "groin": "hip", "neck": "shoulder"}
LOWER: Final = frozenset({"foot", "achilles", "shin", "knee", "hamstring", "hip", "low_back"})
LOWER_LEG: Final = frozenset({"foot", "achilles", "shin", "knee"})
NOTHING: Final[frozenset[str]] = frozenset()


def areas_from(pain: tuple[Pain, ...], least: int) -> frozenset[str]:
    """The areas that hurt at least that much."""
    if not pain:
        return NOTHING
    return frozenset(COUNTS_AS.get(each.area, each.area) for each in pain if each.score >= least)


def strong_areas(pain: tuple[Pain, ...]) -> frozenset[str]:
    """The areas with pain of six or more."""
    return areas_from(pain, 6)


def is_tired(log: Log) -> bool:
    """R23: less than five hours of sleep, or legs sore at seven or more."""
    return (log.sleep_h is not None and log.sleep_h < 5) or (log.leg_soreness is not None and log.leg_soreness >= 7)


def refers(athlete: Athlete, log: Log) -> str | None:
    """R27, R28: who must be seen first."""
    if log.red_flag is not None:
        return log.red_flag
    return "prompt" if athlete.conditions and not athlete.cleared else None
