"""The command line: `python -m bot --help`. A command reads its arguments and calls the room that does the work."""

import asyncio
import datetime as dt
import os
import sys
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from bot.coaching.exercise import Catalogue
from bot.settings import Settings, SettingsError, load

app = typer.Typer(
    name="strongstride",
    help="A strength coach for runners that lives in the chat they already use.",
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
)
content_app = typer.Typer(help="What the coach knows and says: check it, see what it covers.", no_args_is_help=True)
figures_app = typer.Typer(help="The exercise pictures: check them, draw them.", no_args_is_help=True)
app.add_typer(content_app, name="content")
app.add_typer(figures_app, name="figures")

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Batch = Annotated[bool, typer.Option("--batch", help="One JSON object a line in, one result a line out.")]


def settings_or_exit() -> Settings:
    """The settings; a wrong one ends the program with its name, its fault and an example."""
    try:
        settings, warnings = load(os.environ, Path(".env") if Path(".env").is_file() else None)
    except SettingsError as error:
        fail(str(error))
    for warning in warnings:
        typer.echo(warning, err=True)
    return settings


def fail(says: str, status: int = 2) -> NoReturn:
    """End with a clear sentence on standard error; status 2: it cannot start, 1: it ran and cannot go on."""
    typer.echo(says, err=True)
    raise typer.Exit(status)


@app.callback(invoke_without_command=True)
def default(context: typer.Context) -> None:
    """Without a command: the channels that have a token, or the chat in the terminal."""
    if context.invoked_subcommand is None:
        settings = settings_or_exit()
        if settings.telegram_token or settings.discord_token:
            run()
        else:
            chat()


@app.command()
def run(role: Annotated[str, typer.Option(help="all, web or worker")] = "") -> None:
    """Start every channel that has a token."""
    settings = settings_or_exit()
    chosen = role.strip().lower() or settings.role
    if chosen not in {"all", "web", "worker"}:
        fail(f"--role: {chosen!r} is none of all, web, worker. Example: --role all")
    from bot.app.running import run_channels

    _run(run_channels(settings, chosen))


@app.command()
def chat(
    *,
    name: Annotated[str, typer.Option("--as", help="Who is chatting: several runners can share one database.")] = "you",
    now: Annotated[str, typer.Option(help="Start an own clock at this wall time: 2027-01-05T06:55.")] = "",
    speed: Annotated[float, typer.Option(help="How many times as fast the own clock runs.")] = 0,
    until: Annotated[str, typer.Option(help="After the input's end, go on until this wall time.")] = "",
    json: Json = False,
) -> None:
    """Chat in the terminal."""
    from bot.terminal import ChatOptions, run_chat

    options = ChatOptions.read(name=name, now=now, speed=speed, until=until, json=json)
    if isinstance(options, str):
        fail(options)
    _run(run_chat(settings_or_exit(), options))


@app.command()
def demo(pace: Annotated[float, typer.Option(help="Seconds between the lines.")] = 1.5) -> None:
    """A runner's first week, in about a minute."""
    from bot.terminal import run_demo

    _run(run_demo(settings_or_exit(), pace))


@app.command("migrate")
def migrate_command(*, quiet: Annotated[bool, typer.Option("--quiet", help="Only say what was done.")] = False) -> None:
    """Bring the database to this version's tables."""
    from bot.app import migrate

    if says := _run(migrate(settings_or_exit(), quiet=quiet)):
        typer.echo(says)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The copy to make, like strongstride-2027-01-05.db.")],
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace FILE where it exists.")] = False,
) -> None:
    """Copy the SQLite database to FILE, while the bot runs."""
    from bot.store import back_up

    settings = settings_or_exit()
    typer.echo(_said(lambda: back_up(settings.url, file, force=force)))


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="A copy that backup made.")]) -> None:
    """Make FILE the database, also under a bot that runs; what was there before stays in a file beside it."""
    typer.echo(_run(_restore(settings_or_exit(), file)))


async def _restore(settings: Settings, file: Path) -> str:
    from bot.app import SystemClock, zones_version
    from bot.reminders import follow_zones
    from bot.store import open_database
    from bot.store import restore as bring_back

    now = SystemClock().now()
    says = await bring_back(settings.url, file, now)
    database = open_database(settings.url)
    try:
        await follow_zones(database, zones_version(), now)  # those of the copy may be older than the bot's that runs
    finally:
        await database.close()
    return says


@app.command("move-database")
def move_command(to: Annotated[str, typer.Option("--to", help="postgresql://user:password@host:5432/name")]) -> None:
    """Copy all of the SQLite database into an empty PostgreSQL, while nobody uses either."""
    from bot.app import SystemClock
    from bot.store import move_database

    typer.echo(_run(move_database(settings_or_exit().url, to, SystemClock().now(), typer.echo)))


@app.command()
def doctor() -> None:
    """What is late, held, dead, set aside or off, and why; status 1: something needs you, 2: no usable database."""
    from bot.app import SystemClock
    from bot.doctor import run_doctor

    raise typer.Exit(_run(run_doctor(settings_or_exit(), SystemClock().now(), typer.echo)))


@app.command()
def check(
    *,
    quick: Annotated[bool, typer.Option("--quick", help="Only what is on this computer: ask no platform.")] = False,
    json: Json = False,
) -> None:
    """Look at token, webhook, clock, database, disk and content before a start; status 1 where anything is wrong."""
    from bot.app import SystemClock
    from bot.check import run_check

    raise typer.Exit(_run(run_check(settings_or_exit(), SystemClock(), typer.echo, quick=quick, as_json=json)))


@app.command()
def plan(
    *,
    profile: Annotated[str, typer.Option(help="A file with a profile as JSON; - for standard input.")] = "",
    date: Annotated[str, typer.Option(help="2027-01-05; the profile's start where left out.")] = "",
    week: Annotated[bool, typer.Option("--week", help="The seven days of its week.")] = False,
    why: Annotated[bool, typer.Option("--why", help="The rules that decided.")] = False,
    json: Json = False,
    batch: Batch = False,
) -> None:
    """What the coach plans for a day (docs/contracts/plan.md)."""
    from bot.coaching.contract import run_plan, run_plan_batch

    if batch:
        _print_lines(run_plan_batch(_catalogue(), sys.stdin, week=week, why=why))
        return
    if not profile:
        fail("--profile: name a file with a profile as JSON, or - for standard input. Example: --profile me.json")
    text = _text("--profile", profile)
    _print(*run_plan(_catalogue(), text, date=date or None, week=week, why=why, json=json))


@app.command()
def progress(*, json: Json = True) -> None:
    """What comes next after a set of reps (R21): one JSON object a line in, one a line out."""
    from bot.coaching.contract import run_progress

    _print_lines(run_progress(sys.stdin))


@app.command()
def parse(
    text: Annotated[str, typer.Argument(help="What the runner wrote.")] = "",
    *,
    unit: Annotated[str, typer.Option(help="kg or lb")] = "kg",
    date: Annotated[str, typer.Option(help="The day it was written: 2027-01-05.")] = "",
    session: Annotated[str, typer.Option(help="A file with the session of the day as JSON.")] = "",
    json: Json = True,
    batch: Batch = False,
) -> None:
    """What a report means, as JSON (docs/contracts/checkin.md)."""
    from bot.coaching.checkin import ParseError, Reader, run_parse, run_parse_batch

    reader = Reader(_catalogue())
    if batch:
        _print_lines((line, not line.startswith('{"error"')) for line in run_parse_batch(reader, sys.stdin, _today()))
        return
    try:
        day = dt.date.fromisoformat(date) if date else _today()
    except ValueError:
        fail(f"--date: {date!r} is no date. Example: --date 2027-01-05")
    try:
        typer.echo(run_parse(reader, text, unit, day, _text("--session", session) if session else None))
    except ParseError as error:
        fail(f"{error}. Example: --unit kg, --session day.json")


@app.command()
def simulate(
    *,
    athletes: Annotated[int, typer.Option(min=1)] = 100,
    weeks: Annotated[int, typer.Option(min=1)] = 52,
    seed: Annotated[int, typer.Option(help="The same seed lives the same lives.")] = 1,
    replay: Annotated[str, typer.Option(help="A file with a case that a violation printed.")] = "",
    json: Json = False,
) -> None:
    """Random athletes through the seasons: no plan may break an invariant."""
    from bot.simulation import run_simulate

    raise typer.Exit(run_simulate(athletes=athletes, weeks=weeks, seed=seed, json=json, replay=replay or None))


@content_app.command("check")
def content_check() -> None:
    """Every fault of every file in one report, with file and line."""
    from bot.content import check

    raise typer.Exit(check(_content_folder(), typer.echo))


@content_app.command("coverage")
def content_coverage(*, json: Json = True) -> None:
    """Which entries carry which item of the article (S1-S71), as JSON."""
    from bot.content import ContentError, coverage_json

    try:
        typer.echo(coverage_json(_content_folder()))
    except ContentError as error:
        fail(str(error))


@content_app.command("schema")
def content_schema() -> None:
    """Write the JSON Schemas that editors use to help an author."""
    from bot.content import write_schemas

    write_schemas(_content_folder())


@figures_app.command("lint")
def figures_lint() -> None:
    """Every fault of every figure: joints, reach, floor, supports."""
    from bot.pictures import run_lint

    raise typer.Exit(run_lint(_content_folder() / "figures"))


@figures_app.command("sheet")
def figures_sheet(out: Annotated[Path, typer.Argument(help="The folder to draw into.")] = Path("docs/figures")) -> None:
    """Draw the contact sheets: all figures, large and small, light and dark."""
    from bot.pictures import run_sheet

    raise typer.Exit(run_sheet(_content_folder() / "figures", out))


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run it; what it cannot do ends the program with a sentence, never with a traceback."""
    from bot.app import StartError, StoppedError
    from bot.store import StoreError

    try:
        return asyncio.run(work)
    except (StartError, StoreError) as error:
        fail(str(error))
    except StoppedError as error:
        fail(str(error), status=1)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def _said(work: Callable[[], str]) -> str:
    """What `work` says it did; what it cannot do ends the program with a sentence."""
    from bot.store import StoreError

    try:
        return work()
    except StoreError as error:
        fail(str(error))


def _content_folder() -> Path:
    from bot.content import content_dir

    return settings_or_exit().content_dir or content_dir()


def _catalogue() -> Catalogue:
    from bot.content import ContentError
    from bot.content import load as load_content

    try:
        return load_content(_content_folder()).catalogue
    except ContentError as error:
        fail(str(error))


def _today() -> dt.date:
    from bot.app import SystemClock

    return SystemClock().now().astimezone().date()


def _text(option: str, name: str) -> str:
    """What a file holds; - is standard input."""
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        fail(f"{option}: {name} cannot be read ({getattr(error, 'strerror', None) or 'it is no UTF-8 text'}).")


def _print(status: int, out: str, err: str) -> None:
    if out:
        typer.echo(out)
    if err:
        typer.echo(err, err=True)
    raise typer.Exit(status)


def _print_lines(results: Iterator[tuple[str, bool]]) -> None:
    """A result a line; status 2 at the end where any line was bad."""
    bad = False
    for line, good in results:
        sys.stdout.write(line + "\n")
        bad = bad or not good
    sys.stdout.flush()
    raise typer.Exit(2 if bad else 0)


def main() -> None:
    """The entry point of the command `strongstride`."""
    app()


if __name__ == "__main__":
    main()
