"""How the store fails: one sentence for whoever runs the bot, with the way on."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError


class StoreError(Exception):
    """The database cannot be used as it is; the text says what is wrong and what to do."""


class SchemaError(StoreError):
    """The tables are not those of this version; the text says what to run."""


class ConflictError(StoreError):
    """Two processes wrote the same thing at once; trying again settles it."""


_SAYS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("malformed", "not a database", "file is encrypted", "disk i/o"),
        "The database {where} is damaged or none of ours. Restore a copy with 'python -m bot restore FILE'.",
    ),
    (
        ("readonly", "read-only"),
        "The database {where} cannot be written. Give this user the right to write the file and its folder.",
    ),
    (
        ("locked", "busy"),
        "The database {where} is busy: another program holds it. Close that program, or wait and try again.",
    ),
    (
        ("disk is full", "no space"),
        "The disk is full, so the database {where} takes no more. Free some space; nothing stored is lost.",
    ),
    (
        ("unable to open", "permission denied", "not a directory"),
        "The database {where} cannot be opened. Check that its folder exists and that this user may use it.",
    ),
    (
        ("no such table", "no such column", "undefinedtable", "undefinedcolumn"),
        "The database {where} lacks the tables of this version. Run 'python -m bot migrate'.",
    ),
    (
        ("connect",),
        "The database {where} does not answer. Check that it runs and that DATABASE_URL is right.",
    ),
)


def sentence(error: BaseException, where: str) -> str:
    """What `error` means for whoever runs the bot."""
    words = str(getattr(error, "orig", None) or error).casefold()
    for signs, says in _SAYS:
        if any(sign in words for sign in signs):
            return says.format(where=where)
    return f"The database {where} answered with an error: {str(getattr(error, 'orig', None) or error)[:200]}"


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Turn the database's own errors into a StoreError."""
    try:
        yield
    except IntegrityError as error:
        raise ConflictError(sentence(error, where)) from error
    except (DBAPIError, SQLAlchemyError, ConnectionError) as error:
        raise StoreError(sentence(error, where)) from error
