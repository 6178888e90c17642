"""What was promised is sent: in order, once, at the platform's pace, and with how it ended on record."""

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import select

from bot.messages import ChatRef, DeliveryError, Document, Kind, Reply
from bot.meters import Meters
from bot.outbox import Rate, Sender
from bot.store import Database
from bot.store.tables import chats
from bot.store.tables_delivery import outbox
from tests.fakes.clock import FakeClock
from tests.fakes.delivery import Platform, Script, content, lost


class Post:
    """A sender with a platform on a database, and what is put into its hands."""

    def __init__(
        self, database: Database, *faults: Exception | None, rate: Rate | None = None, meters: Meters | None = None
    ) -> None:
        self.meters = meters
        self.database, self.clock, self.platform = database, FakeClock(), Platform(*faults)
        self.rates = {} if rate is None else {"test": rate}
        self.sender = self.another("me", self.platform)

    def another(self, owner: str, platform: Platform) -> Sender:
        return Sender(
            database=self.database,
            channels={"test": platform},
            conversation=Script(),
            content=content,
            clock=self.clock,
            owner=owner,
            rates=self.rates,
            meters=self.meters,
        )

    async def pass_time(self, seconds: float) -> None:
        """Let time pass, and whoever waited for it go on."""
        for _ in range(3):
            await asyncio.sleep(0)
        await self.clock.advance(seconds=seconds)
        for _ in range(9):
            await asyncio.sleep(0)

    async def put(self, *replies: Reply, chat: str = "1") -> None:
        async with self.database.begin(self.clock.now()) as work:
            contact = await work.contact(ChatRef(channel="test", chat_id=chat))
            await work.add_replies(contact.chat, contact.runner.id, replies)

    async def cancel(self, *keys: str) -> None:
        async with self.database.begin(self.clock.now()) as work:
            await work.cancel(1, keys)

    async def rows(self) -> Sequence[tuple[str, str | None]]:
        async with self.database.reading(self.clock.now()) as work:
            query = select(outbox.c.state, outbox.c.reason).order_by(outbox.c.id)
            return [tuple(row) for row in await work._connection.execute(query)]


def text(words: str, kind: Kind = "reply", **more: object) -> Reply:
    return Reply(text=words, kind=kind, **more)  # type: ignore[arg-type]


async def test_messages_of_one_chat_arrive_in_order_and_one_at_a_time(database: Database) -> None:
    post = Post(database)
    post.platform.takes_s = 0.001
    await post.put(*(text(str(number)) for number in range(8)))
    assert await post.sender.drain() == 8
    assert post.platform.texts == [str(number) for number in range(8)]
    assert post.platform.most_at_once == 1


async def test_replies_go_before_timers_before_reminders_before_news(database: Database) -> None:
    post = Post(database, rate=Rate(overall=1, chat_every_s=0, burst=9))
    kinds: tuple[Kind, ...] = ("news", "reminder", "timer", "reply")
    for number, kind in enumerate(kinds):
        await post.put(text(kind, kind), chat=str(number))
    for _ in kinds:
        await post.sender.drain()
        await post.pass_time(2)
    assert post.platform.texts == ["reply", "timer", "reminder", "news"]


async def test_a_timer_waits_for_its_time_and_a_cancelled_one_is_never_heard(database: Database) -> None:
    post = Post(database)
    await post.put(text("rest is over", "timer", after_s=90, key="rest"), text("hold", "timer", after_s=60, key="hold"))
    assert await post.sender.drain() == 0
    await post.cancel("hold")
    post.clock.set("2027-01-05T06:56:30")
    assert await post.sender.drain() == 1
    assert post.platform.texts == ["rest is over"]
    assert await post.rows() == [("sent", None), ("expired", "cancelled")]


async def test_what_is_of_no_use_any_more_is_recorded_and_not_sent(database: Database) -> None:
    post = Post(database)
    await post.put(text("rest is over", "timer"), text("hello"))
    post.clock.set("2027-01-05T06:59:00")
    assert await post.sender.drain() == 1
    assert await post.rows() == [("expired", "too late"), ("sent", None)]


async def test_an_edit_replaces_the_newest_message_of_its_key_even_after_a_restart(database: Database) -> None:
    post = Post(database)
    await post.put(text("set 1", key="guided"))
    await post.sender.drain()
    after_restart = Platform()
    again = post.another("me again", after_restart)
    await post.put(text("set 2", "edit", key="guided", edit_of="guided"), text("new", edit_of="nothing of that name"))
    await again.drain()
    await post.put(text("set 3", "edit", key="guided", edit_of="guided"))
    await again.drain()
    first = f"p{post.platform.sent[0].id}"
    assert [message.edit_of for message in after_restart.sent] == [first, None, first]


async def test_an_edit_that_changes_nothing_is_not_sent_as_platforms_refuse_it(database: Database) -> None:
    post = Post(database, None, None, *(lost() for _ in range(9)))
    await post.put(text("settings", key="screen"))
    await post.sender.drain()
    await post.put(text("settings", "edit", key="screen", edit_of="screen"))
    await post.put(text("saved", "edit", key="screen", edit_of="screen"))
    await post.put(text("saved", "edit", key="screen", edit_of="screen"))
    await post.sender.drain()
    assert post.platform.texts == ["settings", "saved"]
    assert {state for state, _ in await post.rows()} == {"sent"}
    await post.put(text("doubtful", "edit", key="screen", edit_of="screen"))
    for _ in range(4):
        await post.sender.drain()
        await post.pass_time(600)
    post.platform.faults.clear()
    await post.put(text("saved", "edit", key="screen", edit_of="screen"))
    await post.sender.drain()
    assert post.platform.texts == ["settings", "saved", "saved"], "nobody knows what stands there now"


async def test_a_message_counts_in_its_chat_when_it_was_answered_however_long_that_took(database: Database) -> None:
    post = Post(database, rate=Rate(overall=30, chat_every_s=1, burst=1))
    await post.put(text("one"), text("two"))
    post.platform.heard = lambda: post.clock.set("2027-01-05T06:55:10")
    await post.sender.drain()
    post.platform.heard = lambda: None
    post.clock.set("2027-01-05T06:55:10.900000")
    await post.sender.drain()
    assert post.platform.texts == ["one"]
    post.clock.set("2027-01-05T06:55:11.100000")
    await post.sender.drain()
    assert post.platform.texts == ["one", "two"]


async def test_a_safe_error_is_tried_again_later_and_holds_the_order(database: Database) -> None:
    post = Post(database, DeliveryError("no connection"), DeliveryError("no connection"))
    await post.put(text("one"), text("two"))
    assert await post.sender.drain() == 0
    post.clock.set("2027-01-05T06:55:01")
    assert await post.sender.drain() == 0, "the second try failed too; what comes after it waits"
    post.clock.set("2027-01-05T06:55:03")
    assert await post.sender.drain() == 2
    assert post.platform.texts == ["one", "two"]


@pytest.mark.parametrize(
    ("kind", "tries", "state"),
    [("reply", 3, "dead"), ("reminder", 3, "dead"), ("timer", 1, "dead"), ("news", 1, "dead")],
)
async def test_a_send_whose_answer_is_lost_is_repeated_by_the_written_policy(
    database: Database, kind: Kind, tries: int, state: str
) -> None:
    post = Post(database, *(lost() for _ in range(5)))
    await post.put(text("hello", kind))
    for second in range(10):
        post.clock.set(f"2027-01-05T06:55:{second:02}")
        await post.sender.drain()
    assert len(post.platform.tried) == tries
    assert await post.rows() == [(state, "may have arrived, not repeated: no answer")]
    assert post.sender.tally.unknown == tries


async def test_a_channel_that_breaks_is_taken_for_an_answer_that_was_lost(database: Database) -> None:
    post = Post(database, ZeroDivisionError())
    await post.put(text("hello"))
    await post.sender.drain()
    post.clock.set("2027-01-05T06:55:05")
    assert await post.sender.drain() == 1
    assert len(post.platform.tried) == 2


async def test_a_chat_that_blocked_us_is_off_until_it_writes(database: Database) -> None:
    post = Post(database, DeliveryError("blocked by the user", permanent=True))
    await post.put(text("one"), text("two"))
    await post.put(text("for another"), chat="2")
    await post.sender.drain()
    assert post.platform.texts == ["for another"]
    assert (await post.rows())[:2] == [("dead", "blocked by the user")] * 2
    await post.put(text("back"))
    await post.sender.drain()
    assert post.platform.texts == ["for another", "back"]
    async with database.reading(post.clock.now()) as work:
        assert list((await work._connection.execute(select(chats.c.off_at))).scalars()) == [None, None]


async def test_a_wait_the_platform_asks_for_stops_the_chat_it_names_and_no_other(database: Database) -> None:
    post = Post(database, DeliveryError("slow down", retry_after_s=30))
    await post.put(text("one"))
    await post.sender.drain()
    await post.put(text("for another"), chat="2")
    await post.sender.drain()
    assert post.platform.texts == ["for another"]
    post.clock.set("2027-01-05T06:55:30")
    await post.sender.drain()
    assert post.platform.texts == ["for another", "one"]


async def test_a_wait_for_everyone_stops_the_whole_channel(database: Database) -> None:
    post = Post(database, DeliveryError("slow down", retry_after_s=30, everyone=True))
    await post.put(text("one"))
    await post.sender.drain()
    await post.put(text("for another"), chat="2")
    assert await post.sender.drain() == 0
    await post.pass_time(30)
    assert await post.sender.drain() == 2


async def test_no_second_holds_more_than_the_platform_takes(database: Database) -> None:
    post = Post(database, rate=Rate(overall=5, chat_every_s=1, burst=2))
    await post.put(*(text(str(number)) for number in range(4)))
    for number in range(2, 14):
        await post.put(text("hello"), chat=str(number))
    counts = []
    for _ in range(6):
        counts.append(await post.sender.drain())
        await post.pass_time(1.1)
    assert counts[0] == 5
    assert max(counts) <= 5
    assert sum(counts) == 16
    assert post.platform.texts.count("0") + post.platform.texts.count("3") == 2


async def test_a_send_that_was_cut_off_is_taken_over_by_another_sender_and_counted(database: Database) -> None:
    post = Post(database)
    post.platform.takes_s = 3600
    await post.put(text("hello"))
    cut = asyncio.create_task(post.sender.drain())
    while not post.sender._active or not (await _being_sent(post)):  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    for task in (*post.sender._active.values(), cut):
        task.cancel()
    await asyncio.gather(cut, return_exceptions=True)
    other_platform = Platform()
    other = post.another("another", other_platform)
    assert await other.drain() == 0, "the first sender may still be alive"
    post.clock.set("2027-01-05T06:55:09")
    await other.drain()
    post.clock.set("2027-01-05T06:55:11")
    await other.drain()
    assert other_platform.texts == ["hello"]
    assert other.tally.unknown == 1


async def _being_sent(post: Post) -> bool:
    async with post.database.reading(post.clock.now()) as work:
        return (await work._connection.execute(select(outbox.c.sending_at))).scalar() is not None


async def test_two_senders_on_one_database_send_everything_once(database: Database) -> None:
    post = Post(database)
    other_platform = Platform()
    other = post.another("another", other_platform)
    for number in range(12):
        await post.put(text("a"), text("b"), chat=str(number))
    await asyncio.gather(post.sender.drain(), other.drain())
    await post.sender.drain()
    sent = [(message.chat.chat_id, message.reply.text) for message in post.platform.sent + other_platform.sent]
    assert sorted(sent) == sorted((str(number), letter) for number in range(12) for letter in "ab")


async def test_a_file_is_sent_whole_and_not_kept_after_it(database: Database) -> None:
    post = Post(database)
    await post.put(text("your data", document=Document(name="log.zip", data=b"\x00zip")))
    await post.sender.drain()
    document = post.platform.sent[0].reply.document
    assert document is not None
    assert document.data == b"\x00zip"
    async with database.reading(post.clock.now()) as work:
        assert (await work._connection.execute(select(outbox.c.document))).scalar() is None


async def test_the_loop_sends_what_comes_and_timers_when_they_are_due_until_it_is_stopped(database: Database) -> None:
    post = Post(database)
    running = asyncio.create_task(post.sender.run())
    await post.put(text("hello"), text("rest is over", "timer", after_s=30))
    post.sender.wake()
    await _until(lambda: post.platform.texts == ["hello"])
    for _ in range(31):
        await post.clock.advance(seconds=1)
        await asyncio.sleep(0.01)
    await _until(lambda: post.platform.texts == ["hello", "rest is over"])
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def _until(true: object) -> None:
    async with asyncio.timeout(5):
        while not true():  # type: ignore[operator]  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_the_meters_count_sends_by_outcome_doubts_repeats_and_how_long_an_answer_took(database: Database) -> None:
    meters = Meters()
    post = Post(database, lost(), None, DeliveryError("blocked", permanent=True), meters=meters)
    await post.put(text("hello"))
    await post.sender.drain()
    post.clock.set("2027-01-05T06:55:02")
    await post.sender.drain()
    await post.put(text("news", "news"))
    await post.sender.drain()
    said = meters.text().decode()
    for line in (
        'strongstride_sends_total{channel="test",kind="reply",outcome="later"} 1.0',
        'strongstride_sends_total{channel="test",kind="reply",outcome="sent"} 1.0',
        'strongstride_sends_total{channel="test",kind="news",outcome="off"} 1.0',
        'strongstride_unknown_sends_total{channel="test",kind="reply"} 1.0',
        'strongstride_send_retries_total{channel="test"} 1.0',
        "strongstride_reply_seconds_sum 2.0",
    ):
        assert line in said
