"""What many tests share: a database of its own for each, its tables made by the migrations."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store import Database, migrate_database, open_database


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An empty database as the migrations leave it."""
    path = tmp_path_factory.mktemp("store") / "empty.db"

    async def make() -> None:
        database = open_database(f"sqlite:///{path}")
        await migrate_database(database)
        await database.close()

    asyncio.run(make())
    return path.read_bytes()


@pytest.fixture
async def database(tmp_path: Path, migrated: bytes) -> AsyncIterator[Database]:
    path = tmp_path / "data.db"
    path.write_bytes(migrated)
    opened = open_database(f"sqlite:///{path}")
    yield opened
    await opened.close()
