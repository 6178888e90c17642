"""Many athletes on all cores: the same seed gives the same result, whatever the number of workers."""

import gc
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import Final

from bot.coaching.exercise import Catalogue
from bot.content import content_dir, load
from bot.simulation.cases import Case
from bot.simulation.coverage import Coverage, check_coverage
from bot.simulation.lived import LivedWeek
from bot.simulation.tally import KEYS, Tally
from bot.simulation.walk import Walk

CHUNK: Final = 10
MOST_CASES: Final = 20

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a simulation found: days planned, checks and breaks by invariant, the first cases that broke one."""

    athletes: int
    weeks: int
    days: int
    checked: dict[str, int]
    broken: dict[str, int]
    cases: tuple[Case, ...] = ()

    @property
    def violations(self) -> int:
        """How many checks did not hold."""
        return sum(self.broken.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The result of a few athletes, as it comes back from a worker."""

    first: int
    athletes: int
    days: int
    checked: dict[str, int]
    broken: dict[str, int]
    seen: frozenset[str]
    cases: tuple[Case, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Athletes to simulate: numbers from `first`."""

    catalogue: Catalogue
    seed: int
    weeks: int
    first: int
    athletes: int


def run(
    athletes: int,
    weeks: int,
    seed: int,
    workers: int | None = None,
    progress: Progress | None = None,
    *,
    catalogue: Catalogue | None = None,
) -> Result:
    """Simulate `athletes` over `weeks`.

    `workers` None: all cores; 1: in this process. `progress` is told how many athletes more are done.
    """
    known = load(content_dir()).catalogue if catalogue is None else catalogue
    tasks = [
        Task(catalogue=known, seed=seed, weeks=weeks, first=first, athletes=min(CHUNK, athletes - first))
        for first in range(0, athletes, CHUNK)
    ]
    parts = []
    for part in _parts(tasks, min(workers or os.cpu_count() or 1, max(len(tasks), 1))):
        parts.append(part)
        if progress is not None:
            progress(part.athletes)
    return _together(known, athletes, weeks, sorted(parts, key=lambda part: part.first))


def _parts(tasks: list[Task], workers: int) -> Iterator[Part]:
    if workers == 1:
        yield from map(simulate, tasks)
        return
    with get_context("spawn").Pool(workers, initializer=_without_pauses) as pool:
        yield from pool.imap_unordered(simulate, tasks)


def _without_pauses() -> None:
    """Values have no cycles: the collector would only look for what is not there."""
    gc.freeze()
    gc.disable()


def simulate(task: Task) -> Part:
    """A few athletes, one after the other."""
    tally, coverage = Tally(), Coverage()
    cases: list[Case] = []
    days = 0
    for number in range(task.first, task.first + task.athletes):
        walk = Walk(task.catalogue, task.seed, number, tally, coverage)
        days += walk.weeks(task.weeks, _collect(tally, cases, task.seed, number))
    return Part(
        first=task.first,
        athletes=task.athletes,
        days=days,
        checked=tally.checked,
        broken=tally.broken,
        seen=frozenset(coverage.seen),
        cases=tuple(cases),
    )


def _collect(tally: Tally, cases: list[Case], seed: int, number: int) -> Callable[[LivedWeek], None]:
    def on_week(week: LivedWeek) -> None:
        for broken in tally.take_found():
            if len(cases) < MOST_CASES:
                cases.append(Case(broken=broken, week=week, seed=seed, athlete=number))

    return on_week


def _together(catalogue: Catalogue, athletes: int, weeks: int, parts: Iterable[Part]) -> Result:
    tally, coverage = Tally(), Coverage()
    days = 0
    cases: list[Case] = []
    for part in parts:
        tally.add(part.checked, part.broken)
        coverage.seen |= part.seen
        days += part.days
        cases += part.cases
    check_coverage(catalogue, coverage, tally)
    cases += [Case(broken=broken) for broken in tally.take_found()]
    return Result(
        athletes=athletes,
        weeks=weeks,
        days=days,
        checked={key: tally.checked[key] for key in KEYS},
        broken={key: tally.broken[key] for key in KEYS},
        cases=tuple(cases[:MOST_CASES]),
    )
