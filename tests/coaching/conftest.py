"""What the coach's tests share: the catalogue and the profile P of the golden days (docs/rules.md, section 5)."""

import csv
from datetime import date, time
from pathlib import Path

import pytest

from bot.coaching.athlete import Athlete, Run
from bot.coaching.exercise import Catalogue, Exercise


def _needs(text: str) -> tuple[frozenset[str], ...]:
    return () if text == "none" else tuple(frozenset(kit.split("+")) for kit in text.split(" or "))


def _units(text: str) -> tuple[str, ...]:
    return tuple(unit.removesuffix("/side") for unit in text.split(" or "))


def _row(row: dict[str, str]) -> Exercise:
    link = {key: None if row[key] == "-" else row[key] for key in ("less_equipment", "easier", "harder")}
    return Exercise(
        id=row["id"],
        name=row["name"],
        pattern=row["pattern"],
        needs=_needs(row["needs"]),
        per_side=row["per_side"] == "y",
        units=_units(row["unit"]),
        loadable=row["loadable"] == "y",
        stress_areas=frozenset(row["stress_areas"].split()) - {"-"},
        muscles=tuple(row["muscles"].split(", ")),
        in_article=row["in_article"] == "Y",
        **link,
    )


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The catalogue as the rules state it."""
    path = Path(__file__).with_name("catalogue.tsv")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return Catalogue(exercises={row["id"]: _row(row) for row in rows})


@pytest.fixture(scope="session")
def runner_p() -> Athlete:
    """Profile P: intermediate, 70 kg, all equipment, hard on Tuesday and Thursday, long on Sunday."""
    return Athlete(
        start=date(2027, 1, 4),
        body_mass=70,
        runs=(
            Run(weekday=1, type="hard", time=time(7), minutes=60),
            Run(weekday=2, type="easy", time=time(7), minutes=45),
            Run(weekday=3, type="hard", time=time(7), minutes=60),
            Run(weekday=5, type="easy", time=time(7), minutes=40),
            Run(weekday=6, type="long", time=time(8), minutes=120),
        ),
        race=date(2027, 6, 6),
    )
