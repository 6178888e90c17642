"""Logs, ours and every library's: lines for people or JSON for machines, without secrets, without runners' words."""

import logging
import re
import sys
import traceback
from collections.abc import Iterable
from json import dumps
from typing import Any, TextIO
from urllib.parse import quote, unquote, urlsplit

import structlog
from structlog.typing import EventDict, Processor

from bot.settings import Settings, SettingsError
from bot.store import StoreError

HIDDEN = "<hidden>"
NOISY = (
    "httpx",
    "httpcore",
    "apscheduler",
    "aiosqlite",
    "telegram",
    "asyncio",
    "uvicorn",
    "aiohttp",
    "alembic",
)
"""Libraries that tell much in passing; of them only warnings are worth a host's time."""
TELLING = (StoreError, SettingsError, OSError, ImportError)
"""Errors whose text is about the machine. Any other's may quote what a runner wrote."""
_SHAPES = (
    re.compile(r"\d{5,}(?::|%3[Aa])[A-Za-z0-9_-]{20,}"),  # a bot token, as it is or in a URL
    re.compile(r"(?<=://)[^\s/@:]*:[^\s/@]+(?=@)"),  # name and password in a URL
)


class _Lines(logging.StreamHandler[TextIO]):
    """Writes the lines; of a record that cannot be put into words it says only whose it was."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """Python's own answer would show the record's arguments."""
        self.stream.write(f"a log record of {record.name} ({record.filename}:{record.lineno}) could not be written\n")


class Redacted(structlog.stdlib.ProcessorFormatter):
    """Shapes every record, and hides in the finished line whatever is a secret or looks like one."""

    def __init__(self, secrets: Iterable[str], **more: Any) -> None:
        super().__init__(**more)
        self._secrets = tuple(sorted(filter(None, secrets), key=len, reverse=True))

    def format(self, record: logging.LogRecord) -> str:
        """The line, without secrets."""
        return redacted(super().format(record), self._secrets)


def redacted(text: str, secrets: Iterable[str]) -> str:
    """`text` without these secrets and without anything shaped like a bot token or like a password in a URL."""
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    for shape in _SHAPES:
        text = shape.sub(HIDDEN, text)
    return text


def secrets_of(settings: Settings) -> set[str]:
    """What no line may hold, in each form it may be written in: as it is, in a URL, in JSON."""
    found = [one.get_secret_value() for one in (settings.telegram_token, settings.discord_token) if one]
    if settings.webhook_secret:
        found.append(settings.webhook_secret.get_secret_value())
    if password := urlsplit(settings.url).password:
        found += [password, unquote(password)]
    forms = {form for one in found for form in (one, quote(one, safe=""), dumps(one)[1:-1], repr(one)[1:-1])}
    return {form for form in forms if len(form) >= 4}


def start_logging(settings: Settings, to: TextIO | None = None) -> None:
    """Everything that is logged goes to standard error or `to`, a record a line, in the form that LOG_FORMAT names."""
    told = settings.log_level == "debug"
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    json = settings.log_format == "json"
    render: Processor = structlog.processors.JSONRenderer(ensure_ascii=False) if json else _line
    final: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, _explain(told=told), render]
    handler = _Lines(to or sys.stderr)
    handler.setFormatter(Redacted(secrets_of(settings), processors=final, foreign_pre_chain=shared))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level.upper())
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)  # a long tick is not begun twice, rightly
    logging.getLogger("pgqueuer").setLevel(logging.CRITICAL)  # the store tells in a line what it tells in pages
    logging.captureWarnings(capture=True)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def _explain(*, told: bool) -> Processor:
    """Put a caught error into words: all of it where `told`, else where it was raised and of which class it is."""

    def explain(_logger: Any, _method: str, event: EventDict) -> EventDict:
        caught = event.pop("exc_info", None)
        if caught is True:
            caught = sys.exc_info()
        if isinstance(caught, BaseException):
            caught = (type(caught), caught, caught.__traceback__)
        if caught and caught[1] is not None:
            event["error"] = "".join(traceback.format_exception(*caught)) if told else _outline(caught[1])
        event.pop("stack_info", None)
        return event

    return explain


def _outline(error: BaseException) -> str:
    """The error and those that led to it, by class and place; the words only of those that are about the machine."""
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        says = f": {current}" if isinstance(current, TELLING) else ""
        lines.append(f"{type(current).__name__}{says}")
        frames = traceback.extract_tb(current.__traceback__)
        lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        if isinstance(current, BaseExceptionGroup):
            lines += [_outline(inner) for inner in current.exceptions]
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\n".join(lines)


def _line(_logger: Any, _method: str, event: EventDict) -> str:
    """A line for people: when, how grave, which room, what; an error below it."""
    event = dict(event)
    at, level, room = (event.pop(key, "") for key in ("timestamp", "level", "logger"))
    says, error = event.pop("event", ""), event.pop("error", None)
    more = "".join(f" {key}={value!r}" for key, value in event.items() if not key.startswith("_"))
    return f"{at} {level.upper()} {room} {says}{more}" + (f"\n{error}" if error else "")
