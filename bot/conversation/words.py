"""The runner's language: gettext for the turn that is answered. English is the source, catalogues are in bot/locale.

Text that holds a name is written as a template and filled after translating: `_("Hello {name}").format(name=…)`.
"""

import gettext
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from bot.coaching.says import ExerciseName, Says

DOMAIN = "messages"
LOCALE = Path(__file__).parent.parent / "locale"
PSEUDO = "en-XA"
"""The pseudo-language: every translated text stands in ⟦⟧, so that a text that escaped translation is seen."""


class Pseudo(gettext.NullTranslations):
    """English marked as translated."""

    def gettext(self, message: str) -> str:
        """`message` in ⟦⟧."""
        return f"⟦{message}⟧" if message else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form for `n` in ⟦⟧."""
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


@lru_cache(maxsize=64)
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == PSEUDO:
        return Pseudo()
    return gettext.translation(DOMAIN, LOCALE, _tags(language), fallback=True)


def _tags(language: str) -> list[str]:
    return [language.replace("-", "_"), language.split("-", maxsplit=1)[0]]


@lru_cache(maxsize=64)
def _known(language: str) -> str:
    """The language itself where there are words for it, else English, so that words and dates are of one language."""
    ours = language == PSEUDO or language.split("-", maxsplit=1)[0] == "en"
    return language if ours or gettext.find(DOMAIN, LOCALE, _tags(language)) else "en"


_spoken: ContextVar[str] = ContextVar("spoken", default="en")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within it, `_` and `ngettext` answer in `language` (a BCP 47 tag), in English where there is no catalogue."""
    token = _spoken.set(_known(language))
    try:
        yield
    finally:
        _spoken.reset(token)


def language() -> str:
    """The tag of the language being spoken."""
    return _spoken.get()


def languages() -> tuple[str, ...]:
    """The languages there are words for, English first."""
    found = sorted(path.parent.parent.name.replace("_", "-") for path in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return ("en", *(tag for tag in found if tag != "en"))


def _(message: str) -> str:
    """`message` in the language being spoken."""
    return _catalogue(_spoken.get()).gettext(message) if message else message


def ngettext(one: str, many: str, n: int) -> str:
    """The form of the message for `n`, in the language being spoken; `n` is not filled in."""
    return _catalogue(_spoken.get()).ngettext(one, many, n)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translated later"
    """Mark a message of a table for extraction; it is translated with `_` where it is used."""
    return message


def said(sentence: Says, name_of: Callable[[str], str]) -> str:
    """A sentence of the coach in the language being spoken; `name_of` names an exercise by its id. Not escaped."""
    values = {name: _said_value(value, name_of) for name, value in sentence.values}
    template = _(sentence.one) if sentence.many is None else ngettext(sentence.one, sentence.many, int(values["n"]))
    return template.format(**values)


def _said_value(value: object, name_of: Callable[[str], str]) -> str:
    if isinstance(value, ExerciseName):
        return name_of(value.id)
    return said(value, name_of) if isinstance(value, Says) else str(value)


_FIELD = re.compile(r"\{\w*\}")


def fields(message: str) -> tuple[str, ...]:
    """The names a template has to be filled with, so that translations can be checked against their source."""
    return tuple(sorted(_FIELD.findall(message)))
