"""Whatever is posted to a webhook: a status comes back, nothing raises, all of it is counted, only updates get in."""

import asyncio
import gzip
import json
import logging
import random

import pytest

from bot.messages import Inbound
from bot.store import Database, StoreError
from tests.web.support import PATH, SECRET, Site, head, serving

UPDATE = json.dumps({"update_id": 1, "message": {"text": "hi"}}).encode()
MIB = 1024 * 1024


@pytest.fixture(autouse=True)
def nothing_raises(caplog: pytest.LogCaptureFixture):
    """No test of this file leaves an error behind in any log, unless it says so."""
    yield
    wrong = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert wrong == [] or "failed" in " ".join(wrong)


async def test_an_update_is_answered_200_only_after_it_was_taken(sqlite_database: Database) -> None:
    stored = asyncio.Event()

    async def receive(_: Inbound) -> str | None:
        await stored.wait()
        return None

    async with serving(sqlite_database, receive=receive) as up:
        answer = asyncio.create_task(up.post(UPDATE))
        await asyncio.sleep(0.2)
        assert not answer.done()
        stored.set()
        assert (await answer)[0] == 200
        assert up.posts() == {"taken": 1}


async def test_while_the_database_cannot_take_it_the_platform_is_asked_to_offer_it_again(
    sqlite_database: Database,
) -> None:
    async def receive(_: Inbound) -> str | None:
        raise StoreError("The database does not answer.")

    async with serving(sqlite_database, receive=receive) as up:
        status, headers, body = await up.post(UPDATE)
        assert (status, body) == (503, b"")
        assert int(headers["retry-after"]) > 0
        assert up.posts() == {"unavailable": 1}


async def test_an_error_nobody_expected_is_a_500_without_a_word_of_it(
    sqlite_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async def receive(_: Inbound) -> str | None:
        raise ZeroDivisionError("my divorce")

    async with serving(sqlite_database, receive=receive) as up:
        status, _, body = await up.post(UPDATE)
        assert (status, body) == (500, b"")
        assert up.posts() == {"failed": 1}
    assert "failed" in caplog.text


async def test_a_body_that_says_it_is_too_large_is_turned_away_before_it_is_read(sqlite_database: Database) -> None:
    async with serving(sqlite_database) as up:
        assert (await up.raw(head(MIB + 1)))[0] == 413
        assert (await up.raw(head(10**18)))[0] == 413
        assert up.posts() == {"oversized": 2}
        assert up.hook.given == 0


async def test_a_body_that_grows_too_large_is_cut_off_and_the_largest_allowed_one_is_not(
    sqlite_database: Database,
) -> None:
    async with serving(sqlite_database) as up:
        chunk = b"10000\r\n" + b" " * 65536 + b"\r\n"
        status, _, _ = await up.raw(head(None, more="Transfer-Encoding: chunked\r\n") + chunk * 20)
        assert status in {0, 413}  # the rest of it may meet a closed door
        assert up.posts() == {"oversized": 1}
        assert (await up.post(UPDATE.ljust(MIB)))[0] == 200


async def test_a_body_that_drips_is_given_up(sqlite_database: Database) -> None:
    async with serving(sqlite_database, body_s=0.3) as up:
        assert (await up.raw(head(len(UPDATE)), slowly_s=0.6, then=UPDATE))[0] == 408
        assert up.posts() == {"slow": 1}
        assert up.taken == []


@pytest.mark.parametrize("drips", [b"", b"X", b"X-Slow: 1\r\n"])
async def test_a_connection_that_brings_no_request_is_not_waited_for(sqlite_database: Database, drips: bytes) -> None:
    async with serving(sqlite_database, head_s=0.5) as up:
        reader, writer = await asyncio.open_connection("127.0.0.1", up.port)
        writer.write(b"POST / HTTP/1.1\r\n" if drips else b"")
        closing = asyncio.create_task(reader.read())
        async with asyncio.timeout(5):
            while not closing.done():
                writer.write(drips)
                await asyncio.sleep(0.1)
        assert closing.result() == b""
        writer.close()


async def test_a_connection_that_is_kept_may_bring_its_next_request_later(sqlite_database: Database) -> None:
    async with serving(sqlite_database, head_s=0.5) as up:
        reader, writer = await asyncio.open_connection("127.0.0.1", up.port)
        for _ in range(2):
            writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            assert b"200 OK" in await reader.readuntil(b"\r\n\r\n")
            assert await reader.readexactly(6) == b"alive\n"
            await asyncio.sleep(1)
        writer.close()


async def test_a_sender_that_hangs_up_in_the_middle_is_counted(sqlite_database: Database) -> None:
    async with serving(sqlite_database) as up:
        _, writer = await asyncio.open_connection("127.0.0.1", up.port)
        writer.write(head(1000) + b"{")
        await writer.drain()
        await asyncio.sleep(0.1)
        writer.close()
        await until_counted(up, 1)
        assert up.posts() == {"broken off": 1}


async def until_counted(up: Site, posts: int) -> None:
    async with asyncio.timeout(5):
        while sum(up.posts().values()) < posts:  # noqa: ASYNC110 - counters have no event
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", PATH, 405),
        ("PUT", PATH, 405),
        ("DELETE", PATH, 405),
        ("GET", "/", 404),
        ("GET", "/telegram", 404),
        ("GET", "/../etc/passwd", 404),
        ("POST", "/healthz", 405),
        ("DELETE", "/readyz", 405),
        ("POST", "/metrics", 405),
    ],
)
async def test_a_wrong_path_or_method_is_told_so(
    sqlite_database: Database, method: str, path: str, status: int
) -> None:
    async with serving(sqlite_database) as up:
        assert (await up.get(path, method))[0] == status
        assert up.hook.given == 0


def nasty(rng: random.Random) -> bytes:
    """A post that is no update of the platform: forged, malformed, oversized, or several of these."""
    secret = rng.choice([None, "", SECRET[:-1], SECRET + "x", SECRET.upper(), "ü" * 20, "\udcff\udcfe", "x" * 3000])
    if rng.random() < 0.4:
        secret = SECRET
    bodies = [
        b"",
        b"{",
        b"null",
        b"[]",
        b"0",
        b'"update_id"',
        b"{}",
        b'{"update_id": null}',
        b'{"update_id": "one"}',
        b'{"update_id": {}}',
        b'{"update_id": NaN}',
        b'{"update_id": Infinity}',
        b"\xff\xfe\x00{",
        b"\x00" * 1000,
        b"[" * 50_000,
        b'{"a":' * 20_000,
        b'{"update_id":' + b"9" * 6000 + b"}",
        gzip.compress(UPDATE),
        b"update_id=1&secret=" + SECRET.encode(),
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        rng.randbytes(rng.randint(1, 5000)),
    ]
    body = UPDATE if secret != SECRET and rng.random() < 0.5 else rng.choice(bodies)
    kind = rng.random()
    if kind < 0.1:
        return head(MIB + rng.randint(1, 10**9), secret=secret) + body
    if kind < 0.2:
        return (
            head(None, secret=secret, more="Transfer-Encoding: chunked\r\n")
            + (b"20000\r\n" + b"a" * 131072 + b"\r\n") * 9
        )
    if kind < 0.25:
        path = rng.choice([PATH + "x", PATH[:-1], "/telegram/", "/" + SECRET, PATH.upper(), "//" + PATH])
        return head(len(body), path=path, secret=secret) + body
    return head(len(body), secret=secret) + body


async def test_of_five_hundred_forged_malformed_and_oversized_posts_none_gets_in_and_all_are_counted(
    sqlite_database: Database,
) -> None:
    rng = random.Random(5)
    async with serving(sqlite_database) as up:
        for start in range(0, 500, 20):
            answers = await asyncio.gather(*(up.raw(nasty(rng)) for _ in range(20)))
            assert {status for status, _, _ in answers} <= {0, 400, 401, 404, 413}
            assert all(body in {b"", b"Not Found\n"} for _, _, body in answers)
            await until_counted(up, start + 20)
        assert up.taken == []
        assert sum(up.posts().values()) == 500
        assert set(up.posts()) == {"forged", "malformed", "oversized", "misdirected"}
        assert (await up.post(UPDATE))[0] == 200
        assert up.taken == ["1"]
