"""The archive a runner takes home (a ZIP of JSON, CSV and iCalendar), and how one is read back."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.coaching.exercise import Catalogue
from bot.coaching.report import Report
from bot.coaching.runner import Runner
from bot.coaching.session import Day
from bot.messages import ChatRef
from bot.transfer.checks import first_fault, known_only
from bot.transfer.ical import NAMES, calendar
from bot.transfer.plain import plain
from bot.transfer.tables import checkins_csv, sets_csv

FORMAT = "strongstride"
VERSION = 1
JSON_NAME = "strongstride.json"
FILE_BYTES = 20_000_000
"""An archive larger than this is not opened."""
JSON_BYTES = 60_000_000
"""Unpacked data larger than this is not read (a ZIP bomb)."""
MEMBERS = 20
REPORTS = 20_000

_STAYS_HERE = ("id", "reports", "admin", "dialog", "guided")
"""Of a runner, what belongs to this bot or this moment and never travels (reports travel beside the runner)."""

_RUNNER = TypeAdapter(Runner)
_REPORTS = TypeAdapter(tuple[Report, ...])
_MOMENT = TypeAdapter(datetime)


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """All that is kept of one runner: every report that stands, those withdrawn or replaced, changes, chats."""

    runner: Runner
    reports: tuple[Report, ...]
    withdrawn: tuple[Report, ...] = ()
    changes: tuple[tuple[datetime, str], ...] = ()
    chats: tuple[ChatRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a file held.

    `runner` has every standing report, oldest first, and id 0, no open dialog and no admin's rights: the one who
    imports keeps theirs. `left_out` names the exercises this bot does not know; what was done of them stays in the
    note of its report.
    """

    runner: Runner
    withdrawn: tuple[Report, ...]
    made_at: datetime
    left_out: tuple[str, ...] = ()


class ImportRefused(ValueError):  # noqa: N818 - said to a runner, who is not at fault
    """A file that cannot be taken. `sentence` says why and what to do, with `values` to be put in."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence.format(**values))
        self.sentence = sentence
        self.values = values


def export_zip(
    archive: Archive,
    *,
    days: tuple[Day, ...],
    catalogue: Catalogue,
    now: datetime,
    names: Mapping[str, str] = NAMES,
) -> bytes:
    """A ZIP: `strongstride.json` (all of it, restores exactly), `sets.csv`, `checkins.csv`, `training.ics`, a README.

    `days` are the coming days as planned, for the calendar, `names` its titles (see `calendar`). The same input
    gives the same bytes.
    """
    document = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": now.isoformat(),
        "runner": {key: value for key, value in plain_runner(archive.runner).items() if key not in _STAYS_HERE},
        "reports": plain(archive.reports),
        "withdrawn": plain(archive.withdrawn),
        "changes": plain(archive.changes),
        "chats": plain(archive.chats),
    }
    files = {
        JSON_NAME: json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True),
        "sets.csv": sets_csv(archive.reports, catalogue),
        "checkins.csv": checkins_csv(archive.reports),
        "training.ics": calendar(archive.runner, days, catalogue=catalogue, now=now, names=names),
        "README.txt": _README,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in files.items():
            info = zipfile.ZipInfo(name, date_time=(now.year, now.month, now.day, now.hour, now.minute, now.second))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            zipped.writestr(info, text.encode())
    return out.getvalue()


def plain_runner(runner: Runner) -> dict[str, Any]:
    """A runner as JSON values."""
    found = plain(runner)
    assert isinstance(found, dict)
    return found


def import_json(data: bytes, *, catalogue: Catalogue) -> Imported:
    """Read an archive of ours, the ZIP or the JSON inside it. Raises ImportRefused with a sentence for the runner."""
    if len(data) > FILE_BYTES:
        raise ImportRefused(_("This file is larger than {mb} MB, so I left it unopened."), mb=FILE_BYTES // 1_000_000)
    document = _document(_unzipped(data) if data[:2] == b"PK" else data)
    try:
        runner = _RUNNER.validate_python({**_mapping(document.get("runner")), "id": 0, "reports": ()})
        reports = _REPORTS.validate_python(document.get("reports", ()))
        withdrawn = _REPORTS.validate_python(document.get("withdrawn", ()))
        made_at = _MOMENT.validate_python(document.get("made_at"))
    except ValidationError as error:
        raise ImportRefused(_DAMAGED, fault=_in_words(error)) from None
    except RecursionError:
        raise ImportRefused(_NOT_OURS) from None
    runner = replace(runner, admin=False, dialog=None, guided=None)
    fault = first_fault((runner, reports, withdrawn, made_at))
    if fault is not None:
        raise ImportRefused(_DAMAGED, fault=fault)
    if len(reports) + len(withdrawn) > REPORTS:
        raise ImportRefused(_("This file holds more than {n} reports; that is more than I can take."), n=REPORTS)
    athlete, reports, left_out = known_only(runner.athlete, reports, catalogue)
    ordered = tuple(sorted(reports, key=lambda report: report.day))
    return Imported(
        runner=replace(runner, athlete=athlete, reports=ordered),
        withdrawn=withdrawn,
        made_at=made_at,
        left_out=left_out,
    )


def _(sentence: str) -> str:
    """Marks a sentence for the catalogues of messages; the conversation translates it."""
    return sentence


_NOT_OURS = _("This isn't a file of mine. Send me the ZIP from /export, or the strongstride.json inside it.")
_DAMAGED = _("This file is one of mine, but it was changed or damaged: {fault}. Nothing was imported.")
_README = """Everything Strongstride keeps about you.

strongstride.json  all of it; send this file or the whole ZIP to a Strongstride bot with /import to restore it
sets.csv           every set you reported, one a line
checkins.csv       every report, with your own words
training.ics       the coming weeks, for any calendar
"""


def _unzipped(data: bytes) -> bytes:
    """The JSON in a ZIP, read no further than JSON_BYTES whatever its header claims."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            names = zipped.namelist()
            if JSON_NAME not in names or len(names) > MEMBERS:
                raise ImportRefused(_NOT_OURS)
            with zipped.open(JSON_NAME) as member:
                found = member.read(JSON_BYTES + 1)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise ImportRefused(_("This ZIP can't be opened; perhaps it was cut off on the way. Send it again?")) from None
    if len(found) > JSON_BYTES:
        raise ImportRefused(_("This ZIP unpacks to far more than a runner's log, so I didn't open it."))
    return found


def _document(raw: bytes) -> Mapping[str, Any]:
    try:
        document = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise ImportRefused(_NOT_OURS) from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ImportRefused(_NOT_OURS)
    version = document.get("version")
    if not isinstance(version, int) or version < 1:
        raise ImportRefused(_DAMAGED, fault="it has no version")
    if version > VERSION:
        raise ImportRefused(_("This file comes from a newer Strongstride than I am. Ask the host to update me first."))
    return document


def _mapping(part: object) -> Mapping[str, Any]:
    if not isinstance(part, dict):
        raise ImportRefused(_DAMAGED, fault="the part `runner` is missing")
    return {key: value for key, value in part.items() if key not in _STAYS_HERE}


def _in_words(error: ValidationError) -> str:
    """The first fault as `runs.0.minutes: input should be a valid integer`."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(step) for step in first["loc"]) or "it"
    says = first["msg"]
    return f"{where[:80]}: {says[:1].lower()}{says[1:120]}"
