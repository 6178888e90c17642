"""What this process runs on: its name among others, the version it is of, the time zones it goes by."""

import contextlib
import os
import secrets
import socket
import zoneinfo
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

HOST_CHARS = 40
"""Of the machine's name in a process's name: a lease holds 64 characters."""


class StartError(Exception):
    """Nothing can start like this; the text says why and what to do."""


class StoppedError(Exception):
    """It ran and cannot go on by itself; the text says why and what to do."""


def own_name() -> str:
    """This process's name as a sender, poller or ticker: machine, process number, and a word that no other one has.

    Containers that share a machine's name have the same process numbers; the word tells them apart.
    """
    return f"{_host()}:{os.getpid()}:{secrets.token_hex(3)}"


def is_gone(owner: str, me: str = "") -> bool:
    """Whether the process `owner` ran on this machine and does not any more, as far as `me` can tell.

    One that had our own process number and another word ran before us.
    """
    host, _, rest = owner.partition(":")
    number, _, word = rest.partition(":")
    if host != _host() or not number.isdecimal():
        return False
    if word and me and owner != me and int(number) == os.getpid():
        return True
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:
        return False
    return False


def _host() -> str:
    return socket.gethostname().replace(":", "-")[:HOST_CHARS]


def app_version() -> str:
    """The version of the distribution; of the checkout where it is not installed."""
    try:
        return version("strongstride")
    except PackageNotFoundError:
        return "0.1.0"


def zones_version() -> str:
    """Which time zones this computer goes by: the system's, which come first where there are any, and the package's."""
    found = []
    for folder in zoneinfo.TZPATH:
        with contextlib.suppress(OSError), (Path(folder) / "tzdata.zi").open(encoding="utf-8") as zones:
            found.append(f"system {zones.readline().rpartition(' ')[2].strip()}")
            break
    with contextlib.suppress(PackageNotFoundError):
        found.append(f"package {version('tzdata')}")
    return ", ".join(found)
