"""A runner as rows of the tables, and rows as a runner (reports apart: see checkins.py)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import RowMapping, Table

from bot.coaching.athlete import Athlete, GymDay, RecentSet, Run
from bot.coaching.report import Report
from bot.coaching.runner import (
    Absence,
    DayChoice,
    Dialog,
    FlagState,
    Guided,
    PainEntry,
    Reminders,
    Runner,
    RunTick,
    WeekChoice,
)
from bot.store import tables
from bot.store.codec import dump, fields_of, load, more, unmore

Row = dict[str, Any]
Columns = Mapping[str, Any] | RowMapping
"""A row as it is read."""

_PERSON = (
    "name",
    "zone",
    "language",
    "distance",
    "consented_at",
    "health_consent",
    "onboarded",
    "circuit",
    "figure",
    "admin",
)
_BODY = (
    "start",
    "unit",
    "body_mass",
    "experience",
    "age",
    "runs_given",
    "gym_given",
    "phase",
    "phase_since",
    "week_style",
    "minutes_cap",
    "high_mileage",
    "activation",
    "pull_ups",
    "cleared",
)
_LISTED = frozenset({"runs", "gym", "equipment", "race", "race_time", "race_km", "tune_ups", "one_rm", "recent_sets"})
_ELSEWHERE = frozenset(
    {
        "id",
        "athlete",
        "answered",
        "notices_seen",
        "reminders",
        "flag",
        "day_choices",
        "week_choices",
        "pains",
        "absences",
        "run_ticks",
        "reports",
        "guided",
        "dialog",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A table that holds one of the runner's collections, a row an item in order."""

    table: Table
    rows: Callable[[Runner], Sequence[Row]]
    put: Callable[[Runner, Sequence[Columns]], Runner]


def person_row(runner: Runner) -> Row:
    """The runner's row in `athletes`, without its id."""
    athlete = runner.athlete
    return {
        **{name: getattr(runner, name) for name in _PERSON},
        **{name: getattr(athlete, name) for name in _BODY},
        "answered": sorted(runner.answered),
        "notices_seen": sorted(runner.notices_seen),
        "conditions": list(athlete.conditions),
        "flag": dump(FlagState | None, runner.flag),
        "reminder_settings": dump(Reminders, runner.reminders),
        "more": {
            "runner": more(runner, _ELSEWHERE | frozenset(_PERSON)),
            "athlete": more(athlete, _LISTED | frozenset(_BODY) | {"conditions"}),
        },
    }


def person(row: Columns) -> Runner:
    """The runner of a row in `athletes`; the collections are still empty."""
    kept = row["more"]
    athlete = Athlete(
        **{name: row[name] for name in _BODY},
        equipment=frozenset(),
        gym=(),
        conditions=tuple(row["conditions"]),
        **unmore(Athlete, kept["athlete"]),
    )
    return Runner(
        id=row["id"],
        athlete=athlete,
        answered=frozenset(row["answered"]),
        notices_seen=frozenset(row["notices_seen"]),
        flag=load(FlagState | None, row["flag"]),
        reminders=load(Reminders, row["reminder_settings"]),
        **{name: row[name] for name in _PERSON},
        **unmore(Runner, kept["runner"]),
    )


def _plain(kind: type, row: Columns, **given: Any) -> Any:
    """A value whose fields are columns of the row; `given` are those that need a reading."""
    names = [field.name for field in fields_of(kind) if field.name in row and field.name not in given]
    return kind(**{name: row[name] for name in names}, **given, **unmore(kind, row.get("more")))


def _row(value: Any, table: Table, **given: Any) -> Row:
    """A value's fields as columns; what the table has no column for goes into its `more`, where there is one."""
    names = [field.name for field in fields_of(type(value)) if field.name in table.c]
    row = {name: getattr(value, name) for name in names}
    if "more" in table.c:
        row["more"] = more(value, frozenset(names))
    return {**row, **given}


def _counted(rows: Iterable[Row]) -> list[Row]:
    return [{**row, "position": position} for position, row in enumerate(rows)]


def _races(athlete: Athlete) -> list[Row]:
    main = {"kind": "race", "day": athlete.race, "time": athlete.race_time, "km": athlete.race_km}
    rows: list[Row] = [main]
    rows += ({"kind": "tune_up", "day": day, "time": None, "km": None} for day in athlete.tune_ups)
    return _counted(rows)


def _put_races(runner: Runner, rows: Sequence[Columns]) -> Runner:
    changes: Row = {"tune_ups": tuple(row["day"] for row in rows if row["kind"] == "tune_up")}
    for row in rows:
        if row["kind"] == "race":
            changes |= {"race": row["day"], "race_time": row["time"], "race_km": row["km"]}
    return _with(runner, **changes)


def _lifts(athlete: Athlete) -> list[Row]:
    rows: list[Row] = [
        {"kind": "one_rm", "exercise": exercise, "load": mass, "reps": None, "rir": None}
        for exercise, mass in athlete.one_rm.items()
    ]
    rows += (_row(recent, tables.lifts, kind="set") for recent in athlete.recent_sets)
    return _counted(rows)


def _put_lifts(runner: Runner, rows: Sequence[Columns]) -> Runner:
    return _with(
        runner,
        one_rm={row["exercise"]: row["load"] for row in rows if row["kind"] == "one_rm"},
        recent_sets=tuple(_plain(RecentSet, row) for row in rows if row["kind"] == "set"),
    )


def _with(runner: Runner, **changes: Any) -> Runner:
    return replace(runner, athlete=replace(runner.athlete, **changes))


def _dialog(runner: Runner) -> list[Row]:
    if runner.dialog is None and runner.guided is None:
        return []
    return [{"dialog": dump(Dialog | None, runner.dialog), "guided": dump(Guided | None, runner.guided)}]


def _put_dialog(runner: Runner, rows: Sequence[Columns]) -> Runner:
    if not rows:
        return runner
    return replace(runner, dialog=load(Dialog | None, rows[0]["dialog"]), guided=load(Guided | None, rows[0]["guided"]))


def _day_row(choice: DayChoice) -> Row:
    kit = None if choice.equipment is None else sorted(choice.equipment)
    return _row(choice, tables.day_choices, equipment=kit, swaps=dict(choice.swaps))


def _day(row: Columns) -> DayChoice:
    kit = None if row["equipment"] is None else frozenset(row["equipment"])
    return _plain(DayChoice, row, equipment=kit)  # type: ignore[no-any-return]


def _week(row: Columns) -> WeekChoice:
    return _plain(WeekChoice, row, runs=load(tuple[Run, ...], row["runs"]))  # type: ignore[no-any-return]


LISTINGS: tuple[Listing, ...] = (
    Listing(
        table=tables.runs,
        rows=lambda runner: _counted(_row(run, tables.runs) for run in runner.athlete.runs),
        put=lambda runner, rows: _with(runner, runs=tuple(_plain(Run, row) for row in rows)),
    ),
    Listing(
        table=tables.gym_days,
        rows=lambda runner: _counted(_row(day, tables.gym_days) for day in runner.athlete.gym),
        put=lambda runner, rows: _with(runner, gym=tuple(_plain(GymDay, row) for row in rows)),
    ),
    Listing(table=tables.races, rows=lambda runner: _races(runner.athlete), put=_put_races),
    Listing(
        table=tables.equipment,
        rows=lambda runner: [{"item": item} for item in sorted(runner.athlete.equipment)],
        put=lambda runner, rows: _with(runner, equipment=frozenset(row["item"] for row in rows)),
    ),
    Listing(table=tables.lifts, rows=lambda runner: _lifts(runner.athlete), put=_put_lifts),
    Listing(
        table=tables.pains,
        rows=lambda runner: _counted(_row(pain, tables.pains) for pain in runner.pains),
        put=lambda runner, rows: replace(runner, pains=tuple(_plain(PainEntry, row) for row in rows)),
    ),
    Listing(
        table=tables.day_choices,
        rows=lambda runner: _counted(_day_row(choice) for choice in runner.day_choices),
        put=lambda runner, rows: replace(runner, day_choices=tuple(_day(row) for row in rows)),
    ),
    Listing(
        table=tables.week_choices,
        rows=lambda runner: _counted(
            _row(choice, tables.week_choices, runs=dump(tuple[Run, ...], choice.runs)) for choice in runner.week_choices
        ),
        put=lambda runner, rows: replace(runner, week_choices=tuple(_week(row) for row in rows)),
    ),
    Listing(
        table=tables.absences,
        rows=lambda runner: _counted(_row(absence, tables.absences) for absence in runner.absences),
        put=lambda runner, rows: replace(runner, absences=tuple(_plain(Absence, row) for row in rows)),
    ),
    Listing(
        table=tables.run_ticks,
        rows=lambda runner: _counted(_row(tick, tables.run_ticks) for tick in runner.run_ticks),
        put=lambda runner, rows: replace(runner, run_ticks=tuple(_plain(RunTick, row) for row in rows)),
    ),
    Listing(table=tables.dialogs, rows=_dialog, put=_put_dialog),
)


def report_row(report: Report) -> Row:
    """A report as columns of `checkins`."""
    kinds = {field.name: field.type for field in fields_of(Report)}
    row = _row(report, tables.checkins)
    row.pop("id")
    return {
        **row,
        "report": report_key(report.id),
        "status": report.reading.status,
        "reading": dump(kinds["reading"], report.reading),
        "session": dump(kinds["session"], report.session),
        "more": more(report, frozenset(row) | {"id", "reading", "session"}),
    }


def report_of(row: Columns) -> Report:
    """A report from a row of `checkins`."""
    kinds = {field.name: field.type for field in fields_of(Report)}
    return _plain(  # type: ignore[no-any-return]
        Report,
        row,
        id=report_id(row["report"]),
        reading=load(kinds["reading"], row["reading"]),
        session=load(kinds["session"], row["session"]),
    )


def report_key(report_id: int | str) -> str:
    """A report's id as text that tells 17 from "17"."""
    return f"n{report_id}" if isinstance(report_id, int) else f"s{report_id}"


def report_id(key: str) -> int | str:
    """The id a key stands for."""
    return int(key[1:]) if key.startswith("n") else key[1:]
