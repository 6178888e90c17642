"""Whether a bot could start and be reached as it is set up: disk, database, zones, content, token, webhook, clock."""

import contextlib
import json
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.app import zones_version
from bot.channels.telegram.asking import NoAnswerError, RefusedError, Standing, standing
from bot.clock import Clock
from bot.content import ContentError, content_dir
from bot.content import load as load_content
from bot.settings import Settings
from bot.store import StoreError, database_file, open_database, schema_state, try_to_write

State = Literal["ok", "note", "fault"]
BUSY_S = 3
LOW_BYTES = 200_000_000
WAITING = 100
RECENT = timedelta(hours=1)
ADRIFT = timedelta(seconds=30)
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Chatham")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at. `mend` says what to do; a note stops nothing."""

    name: str
    state: State
    says: str
    mend: str = ""


async def run_check(
    settings: Settings, clock: Clock, show: Callable[[str], None], *, quick: bool = False, as_json: bool = False
) -> int:
    """Look at everything and show it, never a secret; `quick` leaves out what is not on this computer.

    The status to end with: 1 where anything is at fault, else 0.
    """
    found = [finding async for finding in _findings(settings, clock, quick=quick)]
    faults = sum(finding.state == "fault" for finding in found)
    if as_json:
        show(json.dumps({"ok": not faults, "checks": [asdict(finding) for finding in found]}, ensure_ascii=False))
        return min(faults, 1)
    for finding in found:
        show(f"{finding.state:<7}{finding.name:<12}{finding.says}")
        if finding.mend:
            show(f"{'':<19}→ {finding.mend}")
    show("All is well." if not faults else "One fault: mend it and look again." if faults == 1 else f"{faults} faults.")
    return min(faults, 1)


async def _findings(settings: Settings, clock: Clock, *, quick: bool) -> AsyncIterator[Finding]:
    yield _disk(settings)
    yield await _database(settings)
    yield _zones()
    yield _content(settings)
    if not quick:
        async for finding in _telegram(settings, clock):
            yield finding


def _disk(settings: Settings) -> Finding:
    folder = settings.data_dir.absolute()
    there = next(one for one in (folder, *folder.parents) if one.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        return Finding(
            name="Disk",
            state="fault",
            says=f"{there} cannot be written by this user.",
            mend=f"Give this user the folder {folder} (chown), or set DATA_DIR to one of its own.",
        )
    free = shutil.disk_usage(there).free
    if free < LOW_BYTES:
        says = f"{folder} has only {free / 1e6:.0f} MB left."
        return Finding(
            name="Disk", state="fault", says=says, mend="Free some space, or move DATA_DIR to a larger disk."
        )
    return Finding(name="Disk", state="ok", says=f"{folder}, {free / 1e9:.1f} GB free")


async def _database(settings: Settings) -> Finding:
    name = "Database"
    try:
        if settings.url.startswith("sqlite") and not (path := database_file(settings.url, "check")).exists():
            says = f"There is no database at {path} yet."
            return Finding(name=name, state="fault", says=says, mend="Run 'python -m bot migrate'.")
        database = open_database(settings.url, busy_s=BUSY_S)
        try:
            state = await schema_state(database)
            if state.state != "ok":
                return Finding(name=name, state="fault", says=state.says, mend="The sentence says what to run.")
            await database.run(try_to_write)
        finally:
            await database.close()
    except StoreError as error:
        return Finding(name=name, state="fault", says=str(error), mend=_reach(settings))
    kind = "SQLite" if database.sqlite else "PostgreSQL"
    return Finding(name=name, state="ok", says=f"{kind} at {database.where}, tables up to date")


def _reach(settings: Settings) -> str:
    if settings.url.startswith("sqlite"):
        return "docs/hosting.md, 'When something is wrong', goes through the causes."
    return (
        "Check that PostgreSQL runs, that this computer may connect to it, and the name and password in DATABASE_URL."
    )


def _zones() -> Finding:
    for zone in ZONES:
        with contextlib.suppress(ZoneInfoNotFoundError, OSError):
            ZoneInfo(zone)
            continue
        return Finding(
            name="Time zones",
            state="fault",
            says=f"{zone} is not known here, so reminders would come at wrong hours.",
            mend="Install the package tzdata: pip install --require-hashes -r requirements.txt",
        )
    return Finding(name="Time zones", state="ok", says=zones_version())


def _content(settings: Settings) -> Finding:
    folder: Path = settings.content_dir or content_dir()
    try:
        found = load_content(folder)
    except ContentError as error:
        first, *more = str(error).splitlines()
        says = first + (f" (and {len(more)} more)" if more else "")
        return Finding(
            name="Content", state="fault", says=says, mend="Run 'python -m bot content check' for all of it."
        )
    return Finding(name="Content", state="ok", says=f"{folder}, {len(found.catalogue.exercises)} exercises")


async def _telegram(settings: Settings, clock: Clock) -> AsyncIterator[Finding]:
    name = "Telegram"
    if settings.telegram_token is None:
        says = "No token is set: only the terminal works (python -m bot chat)."
        yield Finding(name=name, state="note", says=says, mend="@BotFather gives one; set TELEGRAM_TOKEN.")
        return
    try:
        found = await standing(settings.telegram_token.get_secret_value(), clock, settings.telegram_api_url)
    except RefusedError:
        mend = "Write /token to @BotFather and copy the token anew, whole and without spaces."
        yield Finding(name=name, state="fault", says="Telegram does not accept TELEGRAM_TOKEN.", mend=mend)
        return
    except NoAnswerError as error:
        says = f"{settings.telegram_api_url or 'api.telegram.org'} does not answer: {error}."
        mend = "Check this computer's network, firewall and proxy (HTTPS_PROXY), and TELEGRAM_API_URL where it is set."
        yield Finding(name=name, state="fault", says=says, mend=mend)
        return
    yield Finding(name=name, state="ok", says=f"@{found.username} answers")
    yield _hook(settings, found)
    if found.ahead is not None:
        yield _hour(found.ahead)
    for finding in (*_waiting(found), *_failed(found, clock)):
        yield finding


def _hook(settings: Settings, found: Standing) -> Finding:
    """Where updates go, and where they are meant to; a webhook's path is left out."""
    name, where = "Updates", _address(found.webhook)
    if settings.public_url is None:
        if not found.webhook:
            return Finding(name=name, state="ok", says="polled")
        says = f"A webhook at {where} has them, and PUBLIC_URL is not set."
        return Finding(
            name=name, state="note", says=says, mend="Nothing: when the bot starts, it removes it and polls."
        )
    if found.webhook.startswith(f"{settings.public_url}/"):
        return Finding(name=name, state="ok", says=f"posted to {where}")
    says = f"They are posted to {where}, not to PUBLIC_URL." if found.webhook else "No webhook is set yet."
    mend = "Start the bot with PUBLIC_URL (role web or all): it sets the webhook itself."
    return Finding(name=name, state="fault" if found.webhook else "note", says=says, mend=mend)


def _address(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _waiting(found: Standing) -> Iterator[Finding]:
    if found.pending >= WAITING:
        says = f"{found.pending} updates wait at Telegram, which keeps them for a day."
        yield Finding(name="Waiting", state="note", says=says, mend="Is the bot running? 'python -m bot doctor' says.")


def _failed(found: Standing, clock: Clock) -> Iterator[Finding]:
    if found.last_error_at is None or clock.now() - found.last_error_at > RECENT:
        return
    why = " ".join(found.last_error.split())[:200]
    yield Finding(
        name="Webhook",
        state="fault",
        says=f"Telegram could not deliver at {found.last_error_at:%H:%M} UTC: {why}",
        mend="Open PUBLIC_URL/healthz from elsewhere: the certificate, the proxy's address and PORT have to fit.",
    )


def _hour(ahead: timedelta) -> Finding:
    seconds = ahead.total_seconds()
    if abs(ahead) <= ADRIFT:
        return Finding(name="Clock", state="ok", says=f"within {max(1, round(abs(seconds)))} s of Telegram's")
    says = f"This computer's clock is {abs(seconds):.0f} s {'ahead of' if seconds > 0 else 'behind'} Telegram's."
    mend = "Reminders come by this clock: let it be set by the network (timedatectl set-ntp true)."
    return Finding(name="Clock", state="fault", says=says, mend=mend)
