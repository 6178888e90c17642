"""PostgreSQL stops, breaks off or refuses: one sentence for the host, and the next try after its return just works."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from bot.messages import ChatRef
from bot.store import ConflictError, Database, StoreError, open_database
from bot.store.tables import chats
from tests.fakes.postgres import Postgres

NOW = datetime(2027, 1, 5, 6, 55, tzinfo=UTC)
CHAT = ChatRef(channel="telegram", chat_id="1")
RAISES = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'as the test wants it' USING ERRCODE = '{code}'; END $$;
CREATE TRIGGER refuse BEFORE INSERT ON athletes FOR EACH STATEMENT EXECUTE FUNCTION refuse();
"""


@pytest.fixture
async def store(postgres_url: str) -> AsyncIterator[Database]:
    opened = open_database(postgres_url)
    yield opened
    await opened.close()


async def first_words(database: Database) -> None:
    async with database.begin(NOW) as work:
        await work.contact(CHAT)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ada:hidden@127.0.0.1:1/coach",
        "postgresql://ada:hidden@nowhere.invalid/coach",
        "postgresql://ada:hidden@/coach?host=/nowhere",
    ],
)
async def test_a_database_that_is_not_there_is_a_sentence_without_its_password(url: str) -> None:
    database = open_database(url)
    with pytest.raises(StoreError, match=r"coach does not answer\. Check that it runs") as error:
        await first_words(database)
    assert "hidden" not in str(error.value)
    await database.close()


async def test_a_database_nobody_created_is_called_so(postgres: Postgres) -> None:
    database = open_database(postgres.url("never_created"))
    with pytest.raises(StoreError, match=r"There is no database .*never_created\. Create it"):
        await first_words(database)
    await database.close()


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("53100", "disk of the database .* is full"),
        ("53300", "no connection left for us"),
        ("25006", "only lets us read"),
        ("42501", "does not allow this user"),
        ("57014", "took too long over one statement"),
        ("58000", "answered with an error: .*as the test wants it"),
    ],
)
async def test_what_the_database_refuses_is_a_sentence_and_leaves_nothing_behind(
    postgres: Postgres, store: Database, code: str, says: str
) -> None:
    postgres.sql(RAISES.format(code=code), str(store.url.database))
    with pytest.raises(StoreError, match=says) as error:
        await first_words(store)
    assert not isinstance(error.value, ConflictError)
    async with store.snapshot() as connection:
        assert (await connection.execute(chats.select())).all() == []


@pytest.mark.parametrize("code", ["40001", "40P01", "55P03", "23505"])
async def test_what_another_process_did_at_the_same_moment_is_a_conflict_to_be_tried_again(
    postgres: Postgres, store: Database, code: str
) -> None:
    postgres.sql(RAISES.format(code=code), str(store.url.database))
    with pytest.raises(ConflictError):
        await first_words(store)


async def test_a_connection_cut_between_two_messages_is_not_noticed(postgres: Postgres, store: Database) -> None:
    await first_words(store)
    postgres.kill_connections(str(store.url.database))
    await first_words(store)


async def test_a_connection_cut_in_the_middle_of_a_report_takes_nothing_half(
    postgres: Postgres, store: Database
) -> None:
    async def interrupted() -> None:
        async with store.begin(NOW) as work:
            await work.receipt("telegram", "1")
            postgres.kill_connections(str(store.url.database))
            await work.contact(CHAT)

    with pytest.raises(StoreError, match="does not answer"):
        await interrupted()
    async with store.begin(NOW) as work:
        assert await work.receipt("telegram", "1"), "the first try had never been"


async def test_a_database_that_crashed_keeps_what_was_committed_and_is_used_again_once_it_is_back(
    postgres: Postgres, store: Database
) -> None:
    await first_words(store)
    postgres.crash()
    try:
        with pytest.raises(StoreError, match=r"does not answer\. Check that it runs"):
            await first_words(store)
    finally:
        postgres.start()
    async with store.begin(NOW) as work:
        assert not (await work.contact(CHAT)).first


async def test_a_report_is_cut_off_by_a_crash_before_its_commit_only(postgres: Postgres, postgres_url: str) -> None:
    """The points around a commit are where they say they are."""
    passed: list[str] = []

    def crashes(point: str) -> None:
        passed.append(point)
        if point == "receive.before_commit":
            postgres.restart()

    store = open_database(postgres_url, reach=crashes)
    with pytest.raises(StoreError):
        async with store.begin(NOW, "receive") as work:
            await work.receipt("telegram", "1")
    async with store.begin(NOW, "again") as work:
        assert await work.receipt("telegram", "1")
    await store.run(lambda connection: connection.execute(text("SELECT 1")), "tick")
    again = ["again.before_commit", "again.after_commit"]
    assert passed == ["receive.before_commit", *again, "tick.before_commit", "tick.after_commit"]
    await store.close()


async def test_sqlite_passes_the_same_points(sqlite_url: str) -> None:
    passed: list[str] = []
    store = open_database(sqlite_url, reach=passed.append)
    async with store.begin(NOW, "receive") as work:
        await work.receipt("telegram", "1")
    await store.run(lambda connection: connection.execute(text("SELECT 1")), "tick")
    assert passed == ["receive.before_commit", "receive.after_commit", "tick.before_commit", "tick.after_commit"]
    await store.close()


async def test_a_look_sees_one_moment_and_holds_nobody_up(store: Database) -> None:
    await first_words(store)
    async with store.reading(NOW) as look:
        before = await look.runner(1)
        async with store.begin(NOW) as work:
            await work.receipt("telegram", "2")
            await work.erase((await work.contact(CHAT)).chat)
        assert await look.runner(1) == before


@pytest.mark.parametrize(
    ("url", "host", "ssl"),
    [
        ("postgres://me:p%40w@db.example.org:5433/coach?sslmode=require", "db.example.org", "require"),
        ("postgresql://me@db.example.org/coach?channel_binding=require", "db.example.org", None),
        ("postgresql+asyncpg://me@/coach?host=/run/postgresql", "/run/postgresql", None),
    ],
)
async def test_a_platforms_url_is_understood(url: str, host: str, ssl: str | None) -> None:
    database = open_database(url)
    assert database.where == f"{host}/coach"
    assert database.url.query.get("ssl") == ssl
    await database.close()


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql://me@h/coach?pgbouncer=true", "the parameter 'pgbouncer'"),
        ("postgresql://me@h", "must name a database"),
    ],
)
def test_a_postgres_url_that_cannot_work_is_a_sentence(url: str, says: str) -> None:
    with pytest.raises(StoreError, match=says):
        open_database(url)
