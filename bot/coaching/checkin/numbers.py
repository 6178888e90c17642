"""Numbers in a text: digits, decimal commas, lists, and words from one to the hundreds as people dictate them."""

# Words in rows are read, and added to, more easily than a list of quoted ones.
# ruff: noqa: SIM905

from collections.abc import Sequence
from typing import NamedTuple

from bot.coaching.checkin.scan import Piece

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "fivteen": 15, "fifteeen": 15, "twelf": 12, "tweleve": 12,
    "eigth": 8, "eigt": 8, "tree": 3, "thre": 3, "fourty": 40, "forteen": 14, "fiften": 15, "fith": 5,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "twenties": 20, "tirty": 30, "fivety": 50, "fiftie": 50, "eigthy": 80, "ninty": 90, "twentie": 20,
}  # fmt: skip
_PLURALS = {
    "fours": 4,
    "fourteens": 14,
    "eighteens": 18,
    "thirties": 30,
    "twenty fives": 25,
    "eights": 8,
    "tens": 10,
    "twelves": 12,
    "sixteens": 16,
    "sixes": 6,
    "fives": 5,
    "fifteens": 15,
    "twenties": 20,
}
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_HUGE = 1e9
NUMBER_WORDS = frozenset({*_UNITS, *_TENS, *_PLURALS, "hundred", "point", "dozen", "half", "quarter"})


class Number(NamedTuple):
    """What a number says: one value, or several that were written as a list; `end` is the piece after it."""

    values: tuple[float, ...]
    end: int
    plural: bool = False


def digits(piece: Piece, before: Piece | None, after: Piece | None) -> tuple[float, ...]:
    """The value or values of a piece of digits, told from a list by what stands beside it."""
    text = piece.text
    if "," not in text:
        return _dotted(text)
    parts = text.split(",")
    if len(parts) > 2 or "." in text:
        return tuple(value for part in parts for value in _dotted(part))
    whole, part = parts
    if len(part) == 3 and whole != "0" and len(whole) <= 2 and not (part.endswith("5") and int(whole) > 20):
        return (_value(whole + part),)
    if is_decimal(whole, part, before, after):
        return (_value(f"{whole}.{part}"),)
    return (_value(whole), _value(part))


def is_decimal(whole: str, part: str, before: Piece | None, after: Piece | None) -> bool:
    """Whether `12,5` is twelve and a half rather than twelve and five."""
    if after is not None and (after.text in _MEASURED or after.text == "#"):
        return True
    if before is not None and before.text in _RATED:
        return True
    if part not in {"5", "25", "75", "50", "0", "00"}:
        return len(part) == 1 and len(whole) == 2 and int(whole) >= 40
    return int(whole[:6]) > 20 or part in {"25", "75", "50"} or not (before is None or before.kind == "word")


_MEASURED = frozenset(
    "kg kgs kilo kilos kilograms lb lbs pounds h hr hrs hours hour km k mi miles min mins m s sec".split()
)
_RATED = frozenset("rpe effort slept sleep weighed bw at @ weight with rir overall bodyweight weigh".split()) | {"@"}


def _dotted(text: str) -> tuple[float, ...]:
    if text.count(".") > 1:
        return tuple(_value(part) for part in text.split("."))
    return (_value(text),)


def _value(text: str) -> float:
    return min(float(text), _HUGE) if len(text) < 12 else _HUGE


def spoken(pieces: Sequence[Piece], at: int) -> Number | None:
    """The number that begins with the word at this piece, or None."""
    first = pieces[at].text
    following = _word(pieces, at + 1)
    if first in _PLURALS:
        return Number((_PLURALS[first],), at + 1, plural=True)
    if first in {"a", "half"} and following == "dozen":
        return Number((12.0 if first == "a" else 6.0,), at + 2)
    value = 1 if first == "a" and following == "hundred" else _UNITS.get(first)
    if value is None:
        return _tens(pieces, at)
    if value < 10 and following == "hundred":
        return _tail(pieces, at + 2, value * 100.0)
    if value in {1, 2, 3, 4} and (following in _TENS or following in {"oh", "o"}):
        return _american(pieces, at, value)
    return _fraction(pieces, at + 1, float(value))


def _word(pieces: Sequence[Piece], at: int) -> str:
    return pieces[at].text if at < len(pieces) and pieces[at].kind in {"word", "num"} else ""


def _tens(pieces: Sequence[Piece], at: int) -> Number | None:
    value = _TENS.get(pieces[at].text)
    if value is None:
        return None
    end = at + 1
    if end < len(pieces) and pieces[end].text == "-" and _UNITS.get(_word(pieces, end + 1), 10) < 10:
        end += 1
    unit = _UNITS.get(_word(pieces, end), 0)
    if 0 < unit < 10 and _word(pieces, end + 1) not in {"by", "x", "sets", "set", "times", "in", "rir"}:
        return _fraction(pieces, end + 1, float(value + unit))
    return _fraction(pieces, at + 1, float(value))


def _tail(pieces: Sequence[Piece], at: int, hundreds: float) -> Number:
    """What follows "a hundred": "and five", "twenty two", nothing."""
    begin = at + 1 if _word(pieces, at) == "and" else at
    if begin < len(pieces) and pieces[begin].kind == "word":
        low = _UNITS.get(pieces[begin].text)
        tens = _tens(pieces, begin)
        if tens is not None:
            return Number((hundreds + tens.values[0],), tens.end)
        if low is not None and _word(pieces, begin + 1) not in {"by", "x", "sets", "times"}:
            return Number((hundreds + low,), begin + 1)
    return _fraction(pieces, at, hundreds)


def _american(pieces: Sequence[Piece], at: int, hundreds: int) -> Number:
    """ "one thirty five", "two oh five": hundreds, where a weight follows or "at" goes before; else the first word."""
    oh = _word(pieces, at + 1) in {"oh", "o"}
    if oh:
        unit = _UNITS.get(_word(pieces, at + 2))
        return Number((hundreds * 100.0 + unit,), at + 3) if unit else Number((float(hundreds),), at + 1)
    tail = _tens(pieces, at + 1)
    before = pieces[at - 1].text if at else ""
    weighed = tail is not None and _word(pieces, tail.end) in {"lb", "lbs", "pounds", "pound", "kg", "kilos", "kilo"}
    if tail is not None and (weighed or before in {"at", "@", "with", "to", "weighed", "weigh"}):
        return Number((hundreds * 100.0 + tail.values[0],), tail.end)
    return Number((float(hundreds),), at + 1)


def _fraction(pieces: Sequence[Piece], at: int, value: float) -> Number:
    """ "point five", "and a half" behind a number."""
    end = after_point(pieces, at)
    if end is not None:
        return Number((value + end[0],), end[1])
    return Number((value,), at)


def after_point(pieces: Sequence[Piece], at: int) -> tuple[float, int] | None:
    """The fraction said after a whole number, and where it ends."""
    word = _word(pieces, at)
    if word == "and" and _word(pieces, at + 1) == "a" and _word(pieces, at + 2) in {"half", "quarter"}:
        return (0.5 if _word(pieces, at + 2) == "half" else 0.25), at + 3
    if at < len(pieces) and pieces[at].text in _FRACTIONS:
        return _FRACTIONS[pieces[at].text], at + 1
    if word != "point":
        return None
    said = ""
    at += 1
    while len(said) < 3 and (_word(pieces, at).isdigit() or _word(pieces, at) in _UNITS or _word(pieces, at) in _TENS):
        word = _word(pieces, at)
        said += word if word.isdigit() else str(_UNITS.get(word, _TENS.get(word)))
        at += 1
    return (float(f"0.{said[:6]}"), at) if said else None
