"""The one short question for what is in doubt."""

from bot.coaching.checkin.work import Doubt
from bot.coaching.exercise import Catalogue

WHICH = "Which exercise was that?"


def question(doubt: Doubt, catalogue: Catalogue, unit: str) -> str:
    """The question a doubt is asked with, naming the exercise and what was written."""
    name = catalogue[doubt.exercise].name.split(" (")[0]
    written = "" if doubt.value is None else f" I read {doubt.value:g}."
    if doubt.about == "load":
        wrote = "" if doubt.value is None else f" I read {doubt.value:g} {unit}."
        return f"What load did you use for {name}, in {unit}?{wrote}"
    if doubt.about == "reps":
        return f"How many reps did you do in each set of {name}?{written}"
    return f"How many sets and reps of {name} did you do?{written}"
