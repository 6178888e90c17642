"""The chat in the terminal: for a person, for a pipe, on the computer's clock or on one of its own."""

import asyncio
import contextlib
import re
import sys
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from prompt_toolkit.patch_stdout import patch_stdout
from rich.console import Console as RichConsole

from bot import conversation
from bot.app import OwnClock, Parts, StartError, SystemClock, gallery, parts
from bot.channels.console import Console, JsonScreen, PlainScreen, RichScreen, Screen, piped_lines, typed_lines
from bot.clock import Clock
from bot.messages import ChatRef
from bot.reminders import replan_all
from bot.settings import Settings
from bot.store import StoreError

NAME = re.compile(r"[\w.@-]{1,64}")
STEP = timedelta(hours=1)
WELCOME = "Strongstride in the terminal. Type /start to begin, a number to pick a choice, /quit or Ctrl-D to leave."


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatOptions:
    """How to chat. `now` and `until` are wall times without a zone: they are the runner's own."""

    name: str = "you"
    now: datetime | None = None
    speed: float | None = None
    until: datetime | None = None
    json: bool = False

    @classmethod
    def read(cls, *, name: str, now: str, speed: float, until: str, json: bool) -> "ChatOptions | str":
        """The options, or the sentence that says which one is wrong and what would be right."""
        if not NAME.fullmatch(name):
            return f"--as: {name!r} is no name. Use letters, digits, dots or dashes. Example: --as ada"
        if speed and now == "":
            return "--speed needs a clock of its own. Example: --now 2027-01-05T06:55 --speed 60"
        if speed < 0 or speed > 1_000_000:
            return f"--speed: {speed:g} is no speed; it is how many times as fast time runs. Example: --speed 60"
        times: list[datetime | None] = []
        for option, given in (("--now", now), ("--until", until)):
            try:
                times.append(wall_time(given) if given else None)
            except ValueError:
                return f"{option}: {given!r} is no date and time. Example: {option} 2027-01-05T06:55"
        if times[0] and times[1] and times[1] <= times[0]:
            return (
                f"--until: {until} is not after --now {now}. Example: --now 2027-01-05T06:55 --until 2027-01-06T21:00"
            )
        return cls(name=name, now=times[0], speed=speed or None, until=times[1], json=json)


def wall_time(text: str) -> datetime:
    """A date and time without a zone, between the years 1990 and 2200. Raises ValueError."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is not None or not 1990 <= found.year <= 2200:
        raise ValueError(text)
    return found


class Session:
    """One terminal at work: what it is to be told of the runner's zone, and the steps of its clock."""

    def __init__(self, options: ChatOptions) -> None:
        self._options = options
        self.chat = ChatRef(channel=Console.name, chat_id=options.name)
        self._zone: tzinfo = UTC
        self._known = False
        self._ticks = False
        self._parts: Parts | None = None
        self._left = False

    def leave(self) -> None:
        """The person at the terminal leaves: what still waits for a later time waits no more."""
        self._left = True

    @property
    def _made(self) -> Parts:
        assert self._parts is not None, "start() comes first"
        return self._parts

    def local(self, instant: datetime) -> datetime:
        """The instant on the runner's wall clock; UTC until their zone is known."""
        return instant.astimezone(self._zone)

    async def settle(self) -> None:
        """After a line: what it led to goes out, and what is due with it."""
        await self._learn_zone()
        await self.pump()

    async def pump(self) -> None:
        """What is due now goes out; reminders too, where this process is the one that ticks."""
        if self._ticks:
            await self._made.pump()
        else:
            await self._made.drain()

    async def start(self, made: Parts) -> None:
        """Join the parts; set the own clock to the wall time asked for, in the runner's zone if it is known already."""
        self._parts = made
        self._ticks = await made.may_tick() is None
        await self._learn_zone(anchor=False)
        clock = self._made.clock
        if isinstance(clock, OwnClock) and self._options.now is not None:
            clock.set(self._instant(self._options.now))

    async def _learn_zone(self, *, anchor: bool = True) -> None:
        async with self._made.database.reading(self._made.clock.now()) as work:
            chat = await work.known(self.chat)
            runner = None if chat is None or chat.athlete_id is None else await work.runner(chat.athlete_id)
        if runner is None or runner.zone is None:
            return
        zone = ZoneInfo(runner.zone)
        first, clock = not self._known, self._made.clock
        wall = self.local(clock.now()).replace(tzinfo=None)
        self._zone, self._known = zone, True
        if anchor and first and isinstance(clock, OwnClock):
            # the wall time was the runner's from the start (UTC until it was known): it stays, the instant moves
            clock.set(self._instant(wall))
            await replan_all(self._made.database, clock.now())

    def _instant(self, wall: datetime) -> datetime:
        return wall.replace(tzinfo=self._zone).astimezone(UTC)

    async def wait_until(self, text: str) -> str | None:
        """`18:30`, or a date with a time: the own clock goes there, what is due on the way comes. A fault in words."""
        clock = self._made.clock
        if not isinstance(clock, OwnClock):
            return "@ sets an own clock forward; start with --now to have one."
        now = self.local(clock.now()).replace(tzinfo=None)
        try:
            if re.fullmatch(r"\d{1,2}:\d{2}", text):
                hour, minute = map(int, text.split(":"))
                wall = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
                wall += timedelta(days=wall <= now)
            else:
                wall = wall_time(text)
        except ValueError:
            return f"@ {text}: write a time like @ 18:30, or @ 2027-01-06T07:00."
        await self.go_on(wall)
        return None

    async def go_on(self, wall: datetime) -> None:
        """Let the time pass until that wall time: at the speed asked for, else from one event straight to the next."""
        clock = self._made.clock
        while not self._left and (now := clock.now()) < (end := self._instant(wall)):
            await self.pump()
            event = await self._next_event(now)
            to = min(end, event or now + STEP, now + STEP)
            if isinstance(clock, OwnClock) and self._options.speed is None:
                clock.set(max(to, clock.now()))
            else:
                await clock.sleep(min((to - now).total_seconds(), 0.2 * getattr(clock, "speed", 1)))
        await self.pump()

    async def _next_event(self, now: datetime) -> datetime | None:
        async with self._made.database.reading(now) as work:
            times = [at for at in (await work.next_send_at(), await work.next_due_at()) if at is not None and at > now]
        return min(times, default=None)

    async def shown_before(self, console: Console) -> None:
        """The buttons shown before a restart can be tapped by number too."""
        async with self._made.database.reading(self._made.clock.now()) as work:
            for message_id, reply in await work.shown(self.chat):
                console.remember(message_id, reply)


async def run_chat(settings: Settings, options: ChatOptions, lines: AsyncIterator[str] | None = None) -> None:
    """Chat until the input ends. On an own clock it is on a temporary database unless DATABASE_URL names one.

    Raises StartError.
    """
    with contextlib.ExitStack() as stack:
        if options.now is not None and not settings.database_url:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="strongstride-")))
            settings = settings.on(folder)
        clock: Clock = (
            SystemClock() if options.now is None else OwnClock(options.now.replace(tzinfo=UTC), options.speed or 1)
        )
        await _chat(settings, options, clock, lines)


async def _chat(settings: Settings, options: ChatOptions, clock: Clock, lines: AsyncIterator[str] | None) -> None:
    typing = lines is None and sys.stdin.isatty() and sys.stdout.isatty() and not options.json
    session = Session(options)
    console = Console(
        who=options.name,
        screen=_screen(options, typing=typing),
        lines=lines or (typed_lines(_command_names(), session.leave) if typing else piped_lines(sys.stdin)),
        clock=clock,
        local=session.local,
        settle=session.settle,
        files=settings.data_dir / "files",
        wait_until=session.wait_until,
        drawings=None if options.json else gallery(settings),
    )
    async with parts(settings, clock, [console], serves=session.chat.__eq__, make_tables=True) as made:
        await session.start(made)
        await session.shown_before(console)
        if typing:
            await _typed(made, session, console)
        else:
            await session.pump()
            await console.run(made.inbox.receive)
        if options.until is not None:
            await session.go_on(options.until)
        await made.stop_ticking()


async def _typed(made: Parts, session: Session, console: Console) -> None:
    """A person at a prompt: messages arrive while they type; the last beat ends before the chat does."""
    ended = asyncio.Event()

    async def beats() -> None:
        while not ended.is_set():
            made.refresh_content()
            try:
                await session.pump()
            except StoreError as error:
                sys.stderr.write(f"{error}\n")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(ended.wait(), 1 if isinstance(made.clock, SystemClock) else 0.25)

    with patch_stdout(raw=True):
        sys.stdout.write(f"{WELCOME}\n")
        beating = asyncio.create_task(beats())
        try:
            await console.run(made.inbox.receive)
        finally:
            ended.set()
            await beating


def _screen(options: ChatOptions, *, typing: bool) -> Screen:
    def write(text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()

    if options.json:
        return JsonScreen(write)
    return RichScreen(RichConsole(file=sys.stdout, highlight=False)) if typing else PlainScreen(write)


def _command_names() -> list[str]:
    return [command.name for command in conversation.COMMANDS]


async def run_demo(settings: Settings, pace_s: float) -> None:
    """A runner's first week from bot/demo.txt: what they type, what arrives, `pace_s` seconds a line."""
    script = (Path(__file__).parent / "demo.txt").read_text(encoding="utf-8").splitlines()

    async def typed() -> AsyncIterator[str]:
        for line in script:
            if not line.strip() or line.startswith("#"):
                continue
            await asyncio.sleep(pace_s)
            sys.stdout.write(f"\n··· {line[2:]} ···\n" if line.startswith("@ ") else f"\n› {line}\n")
            sys.stdout.flush()
            yield line

    await run_chat(settings.on(Path()), ChatOptions(name="demo", now=wall_time("2027-01-04T06:30")), typed())


__all__ = ["ChatOptions", "Session", "StartError", "run_chat", "run_demo"]
