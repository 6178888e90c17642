"""The command `simulate`: arguments in, an exit status out; a progress bar where someone watches."""

import json as json_module
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.content import content_dir, load
from bot.simulation.cases import CaseError, case_json, read_case, replay
from bot.simulation.runs import Result, run

HELD, BROKE, WRONG = 0, 1, 2


def run_simulate(
    athletes: int,
    weeks: int,
    seed: int,
    *,
    json: bool = False,
    replay: str | None = None,
    workers: int | None = None,
) -> int:
    """Simulate, or plan a printed case again. Exit status 0: every invariant held; 1: one broke; 2: no such case."""
    if replay is not None:
        return _replay(replay, sys.stdout, sys.stderr)
    with _bar(athletes) as bar:
        result = run(athletes, weeks, seed, workers=workers, progress=bar.forward)
    for case in result.cases:
        sys.stdout.write(f"{case_json(case)}\n")
    sys.stdout.write(f"{json_module.dumps(summary(result))}\n" if json else told(result))
    sys.stdout.flush()
    return BROKE if result.violations else HELD


def summary(result: Result) -> dict[str, object]:
    """The last line of `--json`."""
    return {
        "athletes": result.athletes,
        "weeks": result.weeks,
        "days": result.days,
        "violations": result.violations,
        "by_invariant": {
            key: {"checked": checked, "broken": result.broken[key]} for key, checked in result.checked.items()
        },
    }


def told(result: Result) -> str:
    """The result for a reader."""
    lines = [f"{result.athletes} athletes, {result.weeks} weeks, {result.days} days planned."]
    lines += [
        f"{key:>4}  {checked:>10} checked  {result.broken[key]:>6} broken" for key, checked in result.checked.items()
    ]
    lines.append("Every invariant held." if not result.violations else f"{result.violations} violations; cases above.")
    return "\n".join(lines) + "\n"


def _replay(path: str, out: TextIO, err: TextIO) -> int:
    try:
        week = read_case(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        err.write(f"--replay: {path} cannot be read: {fault}\n")
        return WRONG
    except CaseError as fault:
        err.write(f"--replay: {path}: {fault}\n")
        return WRONG
    found = replay(load(content_dir()).catalogue, week)
    out.writelines(f"{broken.invariant} {broken.day.isoformat()}: {broken.says}\n" for broken in found)
    if not found:
        out.write("Every invariant holds in this week now.\n")
    return BROKE if found else HELD


class _Bar(AbstractContextManager["_Bar"]):
    """A progress bar on standard error where that is a terminal; else nothing."""

    def __init__(self, athletes: int) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=Console(stderr=True)) if sys.stderr.isatty() else None
        self._task = None if self._progress is None else self._progress.add_task("Athletes", total=athletes)

    def __enter__(self) -> Self:
        if self._progress is not None:
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def forward(self, done: int) -> None:
        """So many athletes more are done."""
        if self._progress is not None and self._task is not None:
            self._progress.advance(self._task, done)


def _bar(athletes: int) -> _Bar:
    return _Bar(athletes)
