"""The one short question for what is in doubt, and what such a question was about."""

from bot.coaching.checkin.settle import Doubt
from bot.coaching.exercise import Catalogue
from bot.coaching.report import Reading

WHICH = "Which exercise was that?"
_ASKS = {
    "load": "What load did you use for {name}?",
    "reps": "How many reps did you do in each set of {name}?",
    "seconds": "How many seconds did you hold each set of {name}?",
    "sets": "How many sets and reps of {name} did you do?",
}
_READ = " I read "


def question(doubt: Doubt, catalogue: Catalogue, unit: str) -> str:
    """The question a doubt is asked with, naming the exercise and what was written."""
    timed = doubt.about == "reps" and catalogue[doubt.exercise].units[0] == "seconds"
    asked = _ASKS["seconds" if timed else doubt.about].format(name=_name(doubt.exercise, catalogue))
    if doubt.value is None:
        return asked
    return f"{asked}{_READ}{doubt.value:g}{f' {unit}' if doubt.about == 'load' else ''}."


def _name(exercise: str, catalogue: Catalogue) -> str:
    return catalogue[exercise].name.split(" (")[0]


def asked_about(ask: str, reading: Reading, catalogue: Catalogue) -> tuple[str, str] | None:
    """The exercise and the kind of doubt (load, reps, sets) a question was about."""
    for about, text in _ASKS.items():
        for exercise in (*(entry.exercise for entry in reading.entries), *catalogue.exercises):
            if ask.startswith(text.format(name=_name(exercise, catalogue))):
                return exercise, "reps" if about == "seconds" else about
    return None


def read_in(ask: str) -> float | None:
    """The number that a question says was read."""
    said = ask.rpartition(_READ)[2].rstrip(".").split(" ")[0]
    return float(said) if said.replace(".", "", 1).isdigit() else None
