"""`python -m tests.e2e.crash.nursery`: has imported everything once, and forks a process of the bot for every line.

In: `{"args": […], "env": {…}, "ahead_s": 0, "folder": "…"}`. Out: `{"pid": 1}` at once,
`{"pid": 1, "status": -9}` at its end.
"""

import importlib
import json
import os
import select
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import time_machine

from tests.chat import Chat

LOOK_EVERY_S = 0.02
NEEDED = (
    *("bot.__main__", "bot.app.running", "bot.channels.telegram", "bot.store.jobs", "pgqueuer", "asyncpg", "aiosqlite"),
    *("sqlalchemy.dialects.postgresql.asyncpg", "sqlalchemy.dialects.sqlite.aiosqlite", "alembic.runtime.migration"),
)


def main() -> None:
    """Until its input ends."""
    for name in NEEDED:
        importlib.import_module(name)
    Chat.ready().say("back squat 3x5 60kg, all good")  # builds the grammar and the word lists that every process needs
    born: set[int] = set()
    rest = b""
    while True:
        if select.select([0], [], [], LOOK_EVERY_S)[0]:
            data = os.read(0, 65536)
            if not data:
                for pid in born:
                    os.kill(pid, signal.SIGKILL)
                return
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                born.add(pid := fork(json.loads(line)))
                tell(pid=pid)
        for pid in list(born):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                born.discard(pid)
                tell(pid=pid, status=os.waitstatus_to_exitcode(status))


def tell(**what: int) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def fork(wanted: dict[str, Any]) -> int:
    """The number of the new process, which does what `python -m bot …` does, by a clock that is `ahead_s` ahead."""
    if pid := os.fork():
        return pid
    os.environ.clear()
    os.environ.update(wanted["env"])
    os.chdir(wanted["folder"])
    for stream, mode in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY)):
        path = os.devnull if stream < 2 else Path(wanted["folder"]) / "errors.log"
        os.dup2(os.open(path, mode | os.O_CREAT | os.O_APPEND, 0o600), stream)
    sys.argv = ["bot", *wanted["args"]]
    status = 1
    try:
        with time_machine.travel(datetime.now(UTC) + timedelta(seconds=wanted["ahead_s"]), tick=True):
            sys.modules["bot.__main__"].main()
    except SystemExit as ended:
        status = int(ended.code or 0)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    main()
