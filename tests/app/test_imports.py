"""The chat in the terminal starts quickly: it loads no platform's SDK, no server, no driver it does not use."""

import subprocess
import sys

HEAVY = (
    "telegram",
    "aiohttp",
    "starlette",
    "uvicorn",
    "structlog",
    "pgqueuer",
    "asyncpg",
    "apscheduler",
    "PIL",
    "tzfpy",
)


def test_the_terminal_loads_nothing_it_does_not_use() -> None:
    code = f"import sys, bot.terminal; print(*[name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
