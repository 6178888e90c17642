"""Failpoints: what a host (or a proof) may arm, and that every named point lies on the way of a running bot."""

import asyncio
import contextlib
import signal
import subprocess
import sys
from collections.abc import Iterable
from datetime import timedelta

import pytest

from bot.app.clocks import SystemClock
from bot.faults import POINTS, FaultError, Faults
from bot.inbox import Inbox
from bot.messages import ChatRef, Inbound
from bot.outbox import Rate, Sender, Worker
from bot.reminders import follow_zones, may_tick, stop_ticking, tick
from bot.store import open_database
from tests.e2e.support import ROOT
from tests.fakes.crowd import crowd
from tests.fakes.delivery import Platform, Script, content

POSTGRES_ONLY = {"pace", "sweep", "finish"}
RESTORE = {point for point in POINTS if point.startswith("restore.")}
"""Passed by `python -m bot restore` (tests/store/test_backup.py)."""
PRUNE = {"prune.before_commit", "prune.after_commit"}


def test_points_do_what_they_are_armed_for_at_the_pass_that_is_named() -> None:
    reach = Faults.read("send.after=error@2, pick.before_commit=error")
    reach("send.after")
    with pytest.raises(FaultError, match=r"send\.after"):
        reach("send.after")
    reach("send.after")
    with pytest.raises(FaultError, match=r"pick\.before_commit"):
        reach("pick.before_commit")
    Faults.read("")("send.after")


@pytest.mark.parametrize(("what", "status"), [("kill", -signal.SIGKILL), ("stop", None)])
def test_a_point_can_kill_the_process_or_hold_it(what: str, status: int | None) -> None:
    says = f"from bot.faults import Faults; Faults.read('send.after={what}')('send.after'); print('alive')"
    process = subprocess.Popen([sys.executable, "-c", says], cwd=ROOT, stdout=subprocess.PIPE)
    if status is None:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(3)
        process.send_signal(signal.SIGCONT)
        assert process.communicate()[0] == b"alive\n"
    else:
        assert process.communicate()[0] == b""
        assert process.returncode == status


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("send.after", r"'send\.after' is not understood.*send\.after=kill@3"),
        ("send.after=explode", "not understood"),
        ("send.after=kill@0", "not understood"),
        ("recieve.before_commit=kill", r"no point 'recieve\.before_commit'; known are .*receive\.before_commit"),
    ],
)
def test_nonsense_is_answered_with_how_to_write_it(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Faults.read(text)


def never_passed(passed: Iterable[str], *, on: str) -> set[str]:
    """The points of an engine that were not passed."""
    rooms = set() if on == "postgresql" else POSTGRES_ONLY
    return {point for point in POINTS - RESTORE if point.partition(".")[0] not in rooms} - set(passed)


async def test_every_point_is_passed_by_a_bot_at_work(database_url: str) -> None:
    passed = await points_of_a_day(database_url)
    engine = database_url.partition(":")[0].partition("+")[0]
    assert passed <= POINTS, "a point that nobody can arm"
    assert never_passed(passed, on=engine) == set()
    assert never_passed(passed - {"sent.after_commit"}, on=engine) == {"sent.after_commit"}


async def points_of_a_day(url: str) -> set[str]:
    """The points passed by a reminder, a report, an update that fails, two processes' leases and old rows forgotten."""
    passed: set[str] = set()
    clock = SystemClock()
    database = open_database(url, reach=passed.add)
    script = Script(broken=broken)
    means = {"database": database, "conversation": script, "content": content, "clock": clock, "owner": "me"}
    means |= {"channels": {"test": Platform()}, "rates": {"test": Rate(overall=30, chat_every_s=1, burst=3)}}
    sender = (Sender if database.sqlite else Worker)(reach=passed.add, **means)  # type: ignore[arg-type]
    inbox = Inbox(database=database, conversation=script, content=content, clock=clock)
    await crowd(database, 2, clock.now() - timedelta(days=2))
    await follow_zones(database, "another version", clock.now() - timedelta(days=2))
    assert await may_tick(database, "me", clock.now()) is None
    await tick(database, clock.now())
    for number, words in enumerate(("hello", "broken")):
        chat = ChatRef(channel="test", chat_id="1")
        await inbox.receive(Inbound(chat=chat, update_id=str(number), at=clock.now(), text=words))
    sending = asyncio.create_task(sender.run())
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(20):
            while never_passed(passed, on=database.url.get_backend_name()) - PRUNE:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
    sending.cancel()
    await asyncio.wait([sending])
    async with database.begin(clock.now(), "prune") as work:
        await work.prune()
    await stop_ticking(database, "me", clock.now())
    await database.close()
    return passed


def broken(_turn: object) -> None:
    raise ZeroDivisionError
