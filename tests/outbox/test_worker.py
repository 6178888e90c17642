"""Several senders on one PostgreSQL: PgQueuer hands out chats, nothing is lost, and each message has one sender."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy import text as sql

from bot.app.clocks import SystemClock
from bot.faults import Reach, unarmed
from bot.messages import ChatRef, DeliveryError, Reply
from bot.outbox import Rate, Worker
from bot.store import Database, open_database
from bot.store.tables_delivery import outbox
from tests.fakes.delivery import Platform, Script, content

CLOCK = SystemClock()


class Post:
    """A database, and workers with platforms of their own on it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.tasks: list[asyncio.Task[None]] = []

    def worker(
        self, platform: Platform, owner: str = "me", rate: Rate | None = None, reach: Reach = unarmed, **more: object
    ) -> Worker:
        return Worker(
            database=self.database,
            channels={"test": platform},
            conversation=Script(),
            content=content,
            clock=CLOCK,
            owner=owner,
            rates={} if rate is None else {"test": rate},
            reach=reach,
            **more,  # type: ignore[arg-type]
        )

    def start(self, platform: Platform, owner: str = "me", **more: object) -> asyncio.Task[None]:
        task = asyncio.create_task(self.worker(platform, owner, **more).run())  # type: ignore[arg-type]
        self.tasks.append(task)
        return task

    async def put(self, *replies: Reply, chat: str = "1") -> int:
        async with self.database.begin(CLOCK.now()) as work:
            contact = await work.contact(ChatRef(channel="test", chat_id=chat))
            await work.add_replies(contact.chat, contact.runner.id, replies)
            return contact.chat.id

    async def rows(self) -> Sequence[tuple[str, str | None]]:
        async with self.database.reading(CLOCK.now()) as work:
            query = select(outbox.c.state, outbox.c.reason).order_by(outbox.c.id)
            return [tuple(row) for row in await work._connection.execute(query)]  # type: ignore[misc]

    async def jobs(self) -> list[tuple[str, str, int]]:
        """The jobs there are: chat, status, priority."""
        async with self.database.reading(CLOCK.now()) as work:
            query = sql("SELECT dedupe_key, status::text, priority FROM pgqueuer ORDER BY id")
            return [tuple(row) for row in await work._connection.execute(query)]  # type: ignore[misc]

    async def no_jobs(self) -> None:
        """Wait until every job has come to its end."""
        async with asyncio.timeout(10):
            while await self.jobs():  # noqa: ASYNC110
                await asyncio.sleep(0.05)

    async def held(self) -> list[int]:
        """The chats whose job is held, once there are any."""
        while True:
            async with self.database.reading(CLOCK.now()) as work:
                if held := [one.chat_id for one in await work.held_jobs()]:
                    return held
            await asyncio.sleep(0.05)


@pytest.fixture
async def post(postgres_url: str) -> AsyncIterator[Post]:
    database = open_database(postgres_url)
    made = Post(database)
    yield made
    for task in made.tasks:
        task.cancel()
    await asyncio.gather(*made.tasks, return_exceptions=True)
    await database.close()


def text(words: str, **more: object) -> Reply:
    return Reply(text=words, **more)  # type: ignore[arg-type]


async def until(true: Callable[[], object], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def test_a_message_and_its_job_are_rolled_back_together(post: Post) -> None:
    with contextlib.suppress(ZeroDivisionError):
        async with post.database.begin(CLOCK.now()) as work:
            contact = await work.contact(ChatRef(channel="test", chat_id="1"))
            await work.add_replies(contact.chat, contact.runner.id, [text("hello")])
            raise ZeroDivisionError
    assert await post.rows() == []
    assert await post.jobs() == []


async def test_a_job_enqueued_before_any_row_would_survive_the_rollback_and_is_refused(post: Post) -> None:
    with pytest.raises(RuntimeError, match="after its row"):
        async with post.database.begin(CLOCK.now()) as work:
            await work.hand_out(1, 0)
    assert await post.jobs() == []


async def test_a_chat_has_one_job_whose_priority_is_that_of_its_most_urgent_message(post: Post) -> None:
    chat = await post.put(text("news", kind="news"))
    await post.put(text("hello"), text("rest is over", kind="timer", after_s=60))
    assert await post.jobs() == [(str(chat), "queued", 100)]


async def test_what_waits_for_its_time_has_no_job_until_the_sweep_finds_it_due(post: Post) -> None:
    platform = Platform()
    await post.put(text("rest is over", kind="timer", after_s=1.5))
    assert await post.jobs() == []
    post.start(platform)
    await until(lambda: platform.texts == ["rest is over"])


async def test_messages_arrive_in_order_and_no_job_is_left(post: Post) -> None:
    platform = Platform()
    platform.takes_s = 0.001
    post.start(platform)
    for number in range(5):
        for chat in "abcdefgh":
            await post.put(text(f"{chat}{number}"), chat=chat)
    await until(lambda: len(platform.texts) == 40)
    for chat in "abcdefgh":
        assert [words for words in platform.texts if words[0] == chat] == [f"{chat}{number}" for number in range(5)]
    assert platform.most_at_once == 1
    await post.no_jobs()
    assert set(await post.rows()) == {("sent", None)}


async def test_two_workers_send_everything_once_while_it_is_written(post: Post) -> None:
    platforms = [Platform(), Platform()]
    for number, platform in enumerate(platforms):
        platform.takes_s = 0.002
        post.start(platform, f"worker {number}")
    for number in range(100):
        await post.put(text("good morning"), chat=f"early {number}")
        if all(platform.texts for platform in platforms):
            break
        await asyncio.sleep(0.1)

    async def write(chat: int) -> None:
        for number in range(6):
            await post.put(text(f"{chat}.{number}"), chat=str(chat))
            await asyncio.sleep(0.01)

    await asyncio.gather(*(write(chat) for chat in range(10)))
    await post.no_jobs()
    sent = [words for platform in platforms for words in platform.texts if words != "good morning"]
    assert sorted(sent) == sorted(f"{chat}.{number}" for chat in range(10) for number in range(6))
    assert all(platform.texts for platform in platforms), "both have worked"


async def test_no_message_is_overlooked_that_is_written_while_its_chats_job_ends(post: Post) -> None:
    platform, tasks = Platform(), []
    chat = ChatRef(channel="test", chat_id="1")

    async def write() -> None:
        """As the tick does it, which does not wait for the chat's row."""
        async with post.database.begin(CLOCK.now()) as work:
            known = await work.known(chat)
            assert known is not None
            await work.add_replies(known, None, [text("the second")])
            await work.hand_out(known.id, 0)
            await asyncio.sleep(1)  # between its last statement and its end

    def heard() -> None:
        if not tasks:
            tasks.append(asyncio.create_task(write()))

    platform.heard, platform.takes_s = heard, 0.7
    post.start(platform, sweep_s=3600)
    await post.put(text("the first"))
    await until(lambda: platform.texts == ["the first", "the second"], 10)
    await post.no_jobs()


async def test_a_chat_of_a_channel_that_no_worker_serves_is_left_alone(post: Post) -> None:
    platform = Platform()
    async with post.database.begin(CLOCK.now()) as work:
        contact = await work.contact(ChatRef(channel="console", chat_id="me"))
        await work.add_replies(contact.chat, contact.runner.id, [text("only here")])
    post.start(platform)
    await post.no_jobs()
    await asyncio.sleep(1.2)
    assert await post.jobs() == []
    assert (platform.tried, await post.rows()) == ([], [("pending", None)])


async def test_a_chat_that_has_to_wait_for_its_own_pace_is_handed_out_again_then(post: Post) -> None:
    platform = Platform()
    times: list[float] = []
    platform.heard = lambda: times.append(asyncio.get_running_loop().time())
    post.start(platform, rate=Rate(overall=30, chat_every_s=0.5, burst=2))
    await post.put(*(text(str(number)) for number in range(4)))
    await until(lambda: len(times) == 4)
    assert platform.texts == list("0123")
    assert times[1] - times[0] < 0.45
    assert times[2] - times[0] >= 0.45
    assert times[3] - times[2] >= 0.45


async def test_a_wait_that_one_chat_is_asked_for_holds_up_nobody_else(post: Post) -> None:
    platform = Platform(DeliveryError("slow down", retry_after_s=2))
    await post.put(text("one"), text("two"))
    post.start(platform)
    await until(lambda: platform.tried)
    await post.put(text("three"))
    await post.put(text("for another"), chat="2")
    await until(lambda: platform.texts)
    await asyncio.sleep(0.5)
    assert platform.texts == ["for another"]
    await until(lambda: len(platform.texts) == 4)
    assert platform.texts == ["for another", "one", "two", "three"]


async def test_a_wait_that_everybody_is_asked_for_holds_up_every_worker(post: Post) -> None:
    rate = Rate(overall=30, chat_every_s=0, burst=1)
    asked, other = Platform(DeliveryError("slow down", retry_after_s=2, everyone=True)), Platform()
    await post.put(text("one"))
    first = post.start(asked, "first", rate=rate)
    await until(lambda: asked.tried)
    began = asyncio.get_running_loop().time()
    await asyncio.sleep(0.2)
    post.start(other, "second", rate=rate)
    for chat in range(2, 8):
        await post.put(text("hello"), chat=str(chat))
    await until(lambda: len(asked.texts) + len(other.texts) == 7)
    assert asyncio.get_running_loop().time() - began >= 1.9
    assert not first.done()


async def test_a_job_that_broke_is_held_and_tried_again_when_its_cause_is_gone(post: Post) -> None:
    broken = True

    def reach(point: str) -> None:
        if broken and point == "send.before":
            raise ZeroDivisionError

    platform = Platform()
    chat = await post.put(text("hello"))
    post.start(platform, reach=reach, held_for=timedelta(seconds=1))
    assert await post.held() == [chat]
    broken = False
    await until(lambda: platform.texts == ["hello"])
    await post.no_jobs()


async def test_a_worker_that_stops_ends_what_it_sends_and_gives_back_the_rest(post: Post) -> None:
    platform, other = Platform(), Platform()
    platform.takes_s = 0.5
    for chat in range(40):
        await post.put(text("hello"), text("again"), chat=str(chat))
    running = post.start(platform, rate=Rate(overall=5, chat_every_s=0, burst=1))
    await until(lambda: platform.most_at_once)
    running.cancel()
    began = asyncio.get_running_loop().time()
    await asyncio.gather(running, return_exceptions=True)
    assert asyncio.get_running_loop().time() - began < 8
    assert len(platform.sent) == len(platform.tried) >= 1
    assert {status for _, status, _ in await post.jobs()} == {"queued"}
    post.start(other, "another")
    await until(lambda: len(platform.sent) + len(other.sent) == 80, 30)


async def test_lost_connections_are_made_anew_and_nothing_is_lost(post: Post) -> None:
    platform = Platform()
    post.start(platform)
    await post.put(text("before"))
    await until(lambda: platform.texts == ["before"])
    async with post.database.begin(CLOCK.now()) as work:
        await work._connection.execute(
            sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
                "AND datname = current_database()"
            )
        )
    await post.put(text("after"))
    await until(lambda: platform.texts == ["before", "after"])


async def test_a_worker_killed_amid_a_send_is_replaced_within_ten_seconds(post: Post, postgres_url: str) -> None:
    await post.put(text("hello"))
    command = [sys.executable, "-m", "tests.outbox.hanging_worker", postgres_url]
    child = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert child.stdout is not None
    assert await asyncio.wait_for(child.stdout.readline(), 60) == b"sending\n"
    platform = Platform()
    post.start(platform, "the next one")
    await asyncio.sleep(1)
    assert platform.tried == [], "the first one is alive"
    child.kill()
    await child.wait()
    await until(lambda: platform.texts == ["hello"], 10)
    await post.no_jobs()
    async with post.database.reading(CLOCK.now()) as work:
        assert (await work._connection.execute(select(outbox.c.unknowns))).scalar() == 1
