"""A clock that is set an hour or a day back or forth delays nothing that waits to be sent, and doubles nothing."""

from datetime import timedelta

import pytest

from bot.messages import DeliveryError
from bot.outbox import Rate
from bot.store import Database
from tests.fakes.delivery import Platform
from tests.outbox.test_sender import Post, text

JUMPS = pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)], ids=["an hour", "a day"])


def set_back(post: Post, by: timedelta) -> None:
    post.clock.set(f"{post.clock.now() - by:%Y-%m-%dT%H:%M:%S}")


@JUMPS
async def test_a_reply_written_before_the_clock_was_set_back_goes_out_at_once(
    database: Database, back: timedelta
) -> None:
    post = Post(database)
    await post.put(text("hello"))
    set_back(post, back)
    await post.put(text("and again"))
    assert await post.sender.drain() == 2
    assert post.platform.texts == ["hello", "and again"], "in the order of writing, whatever the hour"


@JUMPS
async def test_a_rest_is_over_soon_and_not_an_hour_after(database: Database, back: timedelta) -> None:
    post = Post(database)
    await post.put(text("rest is over", "timer", after_s=90))
    set_back(post, back)
    assert await post.sender.drain() == 1


@JUMPS
async def test_what_was_put_off_is_tried_again(database: Database, back: timedelta) -> None:
    post = Post(database, DeliveryError("no connection"))
    await post.put(text("one"), text("two"))
    assert await post.sender.drain() == 0
    set_back(post, back)
    assert await post.sender.drain() == 2
    assert post.platform.texts == ["one", "two"]


@JUMPS
async def test_a_chat_that_was_to_wait_is_written_to_again(database: Database, back: timedelta) -> None:
    post = Post(database, DeliveryError("slow down", retry_after_s=30), rate=Rate(overall=30, chat_every_s=1, burst=2))
    await post.put(text("one"))
    assert await post.sender.drain() == 0
    set_back(post, back)
    assert await post.sender.drain() == 1


@JUMPS
async def test_a_chat_held_by_a_sender_that_died_is_taken_over(database: Database, back: timedelta) -> None:
    post = Post(database)
    await post.put(text("hello"))
    async with database.begin(post.clock.now()) as work:
        assert await work.claim_chat(1, "one that died", timedelta(seconds=6)) is not None
    assert await post.sender.drain() == 0
    set_back(post, back)
    assert await post.another("another", post.platform).drain() == 1


@pytest.mark.parametrize("forth", [timedelta(hours=1), timedelta(hours=23)], ids=["an hour", "nearly a day"])
async def test_a_clock_set_forward_sends_once_what_is_still_of_use(database: Database, forth: timedelta) -> None:
    post = Post(database)
    await post.put(text("hello"), text("rest is over", "timer", after_s=90))
    set_back(post, -forth)
    assert await post.sender.drain() == 1
    set_back(post, forth)
    assert await post.sender.drain() == 0
    assert await post.rows() == [("sent", None), ("expired", "too late")]


async def test_a_reply_from_a_machine_whose_clock_is_ahead_does_not_wait_for_ours(database: Database) -> None:
    post, platform = Post(database), Platform()
    set_back(post, timedelta(seconds=-20))
    await post.put(text("hello"))
    await post.put(text("rest is over", "timer", after_s=30))
    set_back(post, timedelta(seconds=20))
    assert await post.another("on another machine", platform).drain() == 1
    assert platform.texts == ["hello"], "what was to wait waits"
