"""What a host sees in the logs: never a token or a password, never what a runner wrote unless they ask for debug."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from pydantic import SecretStr

from bot.app.logs import start_logging
from bot.settings import Settings
from bot.store import StoreError

TOKEN = "123456789:AAtesttesttesttesttesttesttesttest"
OTHER = "987654321:BBsomebodyelsestokensomebodyelses"
PASSWORD = "tr0ub4dor&3/ä"
WORDS = "my left knee and my divorce"
SECRETS = (
    TOKEN,
    OTHER,
    TOKEN.replace(":", "%3A"),
    PASSWORD,
    "tr0ub4dor%263%2F%C3%A4",
    r"tr0ub4dor&3/\u00e4",
    "hookhook",
)


@pytest.fixture
def err() -> Iterator[io.StringIO]:
    """What is logged, with logging as it was before put back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in list(root.manager.loggerDict)}
    shown = io.StringIO()
    yield shown
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


def settings(**more: object) -> Settings:
    return Settings.model_construct(
        **{
            **Settings().model_dump(),
            "telegram_token": SecretStr(TOKEN),
            "webhook_secret": SecretStr("hookhook"),
            "database_url": "postgresql+asyncpg://coach:tr0ub4dor%263%2F%C3%A4@db/coach",
            **more,
        }
    )


def refuse(error: Exception) -> None:
    raise error


def fail_over(secret: str) -> None:
    try:
        refuse(ConnectionError(f"https://api.telegram.org/bot{secret}/getMe: refused"))
    except ConnectionError as error:
        raise StoreError(f"postgresql://coach:{secret}@db/coach does not answer") from error


def plant(logger: logging.Logger, secret: str) -> None:
    """Log it at every level in every way that a library may."""
    for level in (logging.DEBUG, logging.INFO, logging.WARNING, logging.CRITICAL):
        logger.log(level, "POST https://api.telegram.org/bot%s/sendMessage", secret)
        logger.log(level, f"the secret is {secret}")
        logger.log(level, "as an argument: %r", [secret])
    try:
        fail_over(secret)
    except StoreError:
        logger.exception("failed with %s", secret)


@pytest.mark.parametrize("form", ["console", "json"])
@pytest.mark.parametrize("level", ["debug", "info"])
def test_no_logger_of_any_library_shows_a_secret(err: io.StringIO, form: str, level: str) -> None:
    for module in ("telegram", "uvicorn", "starlette", "aiohttp", "pgqueuer", "sqlalchemy", "apscheduler", "httpx"):
        __import__(module)
    start_logging(settings(log_format=form, log_level=level), err)
    names = [name for name, one in logging.root.manager.loggerDict.items() if isinstance(one, logging.Logger)]
    assert len(names) > 20
    for number, name in enumerate([*names, *["bot.inbox"] * len(SECRETS)]):
        plant(logging.getLogger(name), SECRETS[number % len(SECRETS)])
        structlog.get_logger(name).warning("planted", url=f"http://x/bot{TOKEN}/", password=PASSWORD)
    said = err.getvalue()
    assert len(said.splitlines()) > 500
    assert [secret for secret in SECRETS if secret in said] == []
    assert "<hidden>" in said


def test_a_token_that_is_not_even_ours_is_known_by_its_shape(err: io.StringIO) -> None:
    start_logging(Settings(), err)
    logging.getLogger("x").warning("/bot%s/getMe and amqp://me:secretive@there/", OTHER)
    assert "BBsomebody" not in err.getvalue()
    assert "secretive" not in err.getvalue()
    assert "there/" in err.getvalue()


def raised(words: str) -> None:
    try:
        refuse(ValueError(words))
    except ValueError as error:
        raise KeyError(words) from error


@pytest.mark.parametrize("form", ["console", "json"])
def test_an_error_is_told_by_class_and_place_but_a_runners_words_in_it_only_in_debug(
    err: io.StringIO, form: str
) -> None:
    for level in ("info", "debug"):
        start_logging(settings(log_format=form, log_level=level), err)
        try:
            raised(WORDS)
        except KeyError:
            logging.getLogger("bot.inbox").exception("update 7 failed")
        said = err.getvalue()
        assert "KeyError" in said
        assert "ValueError" in said
        assert "test_logs.py" in said
        assert (WORDS in said) == (level == "debug")


def test_every_line_of_json_can_be_read_back(err: io.StringIO) -> None:
    start_logging(settings(log_format="json"), err)
    logging.getLogger("bot.x").info('a "quoted"\nline with ü and %s', {"a": 1})
    structlog.get_logger("bot.y").info("sent", outcome="sent", chat=7)
    try:
        raised(WORDS)
    except KeyError:
        logging.getLogger("uvicorn.error").exception("broken")
    first, second, third = (json.loads(line) for line in err.getvalue().splitlines())
    assert first["event"] == "a \"quoted\"\nline with ü and {'a': 1}"
    assert (first["logger"], first["level"]) == ("bot.x", "info")
    assert (second["event"], second["outcome"], second["chat"]) == ("sent", "sent", 7)
    assert "KeyError" in third["error"]


def test_a_record_that_cannot_be_written_is_named_without_its_arguments(err: io.StringIO) -> None:
    start_logging(settings(), err)
    logging.getLogger("bot.z").warning("%d runners", WORDS)
    assert WORDS not in err.getvalue()
    assert "bot.z" in err.getvalue()
