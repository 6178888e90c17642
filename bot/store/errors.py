"""How the store fails: one sentence for whoever runs the bot, with the way on."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError


class StoreError(Exception):
    """The database cannot be used as it is; the text says what is wrong and what to do."""


class SchemaError(StoreError):
    """The tables are not those of this version; the text says what to run."""


class ConflictError(StoreError):
    """Two processes wrote the same thing at once; trying again settles it."""


class UnfitError(Exception):
    """A value that no column can hold was to be written: a fault of ours, which trying again does not settle.

    No StoreError: the database is well, and the update that leads to it is to be set aside. Never shows the value.
    """


_GONE = "The database {where} does not answer. Check that it runs and that DATABASE_URL is right."
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
    (("queuepool",), "The database {where} is slower than what comes in: every connection to it is in use."),
    (("connect", "closed"), _GONE),
)


_CONFLICTS = frozenset({"40001", "40P01", "55P03"})
"""https://www.postgresql.org/docs/current/errcodes-appendix.html: serialization, deadlock, a lock in vain."""

_UNFIT = ("22", "23502", "23514")
"""A value too long, too large or not in the alphabet; none where one is needed; one that a check forbids."""

_SQLSTATES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("53100",), "The disk of the database {where} is full, so it takes no more. Free some; nothing stored is lost."),
    (
        ("53300",),
        "The database {where} has no connection left for us. Run fewer processes, or allow more connections there.",
    ),
    (("25006",), "The database {where} only lets us read. Point DATABASE_URL at the one that takes writes."),
    (("28",), "The database {where} refuses this user or password. Check DATABASE_URL."),
    (("3D000",), "There is no database {where}. Create it, or check the name at the end of DATABASE_URL."),
    (("42P01", "42703"), "The database {where} lacks the tables of this version. Run 'python -m bot migrate'."),
    (("42501",), "The database {where} does not allow this user to do that. Make it the owner of the tables."),
    (("57014",), "The database {where} took too long over one statement and was stopped. Look at its load."),
    (("40", "55P03"), "The database {where} is busy: another process holds the same rows. Trying again settles it."),
    (("08", "57P", "53"), _GONE),
)


def sqlstate(error: BaseException) -> str:
    """PostgreSQL's code of the error, by its kind; empty where there is none."""
    return str(getattr(getattr(error, "orig", None) or error, "sqlstate", None) or "")


def sentence(error: BaseException, where: str) -> str:
    """What `error` means for whoever runs the bot."""
    if code := sqlstate(error):
        for starts, says in _SQLSTATES:
            if code.startswith(starts):
                return says.format(where=where)
    words = str(getattr(error, "orig", None) or error).casefold()
    for signs, says in _SAYS:
        if any(sign in words for sign in signs):
            return says.format(where=where)
    said = str(getattr(error, "orig", None) or error).partition("\n")[0]  # below it PostgreSQL shows rows
    return f"The database {where} answered with an error: {said[:200]}"


def _unfit(error: DBAPIError) -> str | None:
    """Why a value could not be written at all; None where that is not what happened."""
    words, code = str(error.orig), sqlstate(error)
    if code.startswith(_UNFIT) or "asyncpg.exceptions.DataError" in words:
        return f"a value does not fit its column ({code or 'before it was sent'})"
    if words.startswith(("NOT NULL constraint failed", "CHECK constraint failed")):
        return words
    return None


@contextmanager
def explained(where: str, *, connecting: bool = False) -> Iterator[None]:
    """Turn the database's own errors into a StoreError; `connecting` those of the network too, whatever they are."""
    try:
        yield
    except DBAPIError as error:
        if (fault := _unfit(error)) is not None:
            raise UnfitError(fault) from None  # the driver's own words hold the value
        if isinstance(error, IntegrityError) or sqlstate(error) in _CONFLICTS:
            raise ConflictError(sentence(error, where)) from error
        raise StoreError(sentence(error, where)) from error
    except (PendingRollbackError, PoolTimeoutError) as error:
        raise StoreError(sentence(error, where)) from error
    except (ConnectionError, TimeoutError) as error:
        raise StoreError(_GONE.format(where=where)) from error
    except OSError as error:
        if not connecting:
            raise
        raise StoreError(_GONE.format(where=where)) from error
    except Exception as error:
        if not type(error).__module__.startswith("asyncpg"):  # the driver's own, which come while it connects
            raise
        raise StoreError(sentence(error, where)) from error
