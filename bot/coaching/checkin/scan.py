"""From a message to pieces: the text folded to plain lower-case letters, cut into words, numbers and signs."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

LIMIT = 4096
_SAME = {
    "×": "x", "✕": "x", "✖": "x", "х": "x", "⨯": "x", "–": "-", "—": "-", "−": "-", "‑": "-", "‐": "-", "‒": "-",
    "’": "'", "‘": "'", "´": "'", "`": "'", "′": "'", "“": '"', "”": '"', "„": '"', "″": '"', "‟": '"',
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\r": " ", "\v": "\n", "\f": "\n", "\u2028": "\n",
    "\u2029": "\n", "\x85": "\n", "•": "·", "●": "·", "▪": "·", "…": "…", "½": "½", "¼": "¼", "¾": "¾",
    "ß": "s", "æ": "a", "ø": "o",
}  # fmt: skip
_SCAN = re.compile(
    r"(?P<blank>\n *\n[ \n]*)|(?P<nl>\n)|(?P<space> +)|(?P<dots>\.{2,}|…)"
    r"|(?P<ord>\d(?:st|nd|rd|th)(?= +set\b))|(?P<date>\d{4}-\d\d-\d\d(?!\d))"
    r"|(?P<num>\d+(?:[.,]\d+)*)|(?P<unit>(?:kgs?|lbs?|kilos?|reps?|sets?|secs?|mins?|[sm])(?=x ?\d))"
    r"|(?P<word>[a-z]+(?:'[a-z]+)*)|(?P<prime>'')|(?P<sym>.)"
)


class Piece(NamedTuple):
    """One piece of the text. `kind` is word, num, sym, date, dots, nl or blank; `gap` says white space stood before."""

    kind: str
    text: str
    start: int
    end: int
    gap: bool


_TIMES = {"twice": "2", "thrice": "3"}


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    known = _SAME.get(char)
    if known is not None:
        return known
    lower = char.lower()
    base = unicodedata.normalize("NFKD", lower)[:1] or char
    return base if base.isascii() and base.isprintable() else char


def fold(text: str) -> str:
    """The text in plain lower case, each character in its own place, so that positions hold for both."""
    return "".join(char if "a" <= char <= "z" else _plain(char) for char in text[:LIMIT])


def scan(folded: str) -> list[Piece]:
    """All pieces of a folded text; apostrophes inside words are dropped ("don't" is "dont")."""
    pieces: list[Piece] = []
    gap = True
    for match in _SCAN.finditer(folded):
        kind = match.lastgroup or "sym"
        if kind == "space":
            gap = True
            continue
        if kind == "prime":
            pieces.append(Piece("sym", '"', match.start(), match.end(), gap))
        else:
            _add(pieces, "word" if kind == "unit" else kind, match.group(), match.start(), gap)
        gap = kind in {"nl", "blank"}
    return pieces


def _counted(piece: Piece) -> bool:
    return piece.kind == "num" or piece.text in {
        "seconds",
        "second",
        "secs",
        "minutes",
        "minute",
        "metres",
        "meters",
        "reps",
    }


def _add(pieces: list[Piece], kind: str, text: str, start: int, gap: bool) -> None:
    end = start + len(text)
    if text in _TIMES and any(_counted(piece) for piece in pieces[-2:]):
        pieces.append(Piece("word", "x", start, end, gap))
        pieces.append(Piece("num", _TIMES[text], start, end, gap))
        return
    glued = (
        kind == "word" and text[0] == "x" and len(text) > 2 and not gap and bool(pieces) and pieces[-1].kind == "num"
    )
    if glued:
        pieces.append(Piece("word", "x", start, start + 1, gap=False))
        pieces.append(Piece("word", text[1:].replace("'", ""), start + 1, end, gap=False))
        return
    pieces.append(
        Piece("word" if kind == "ord" else kind, text.replace("'", "") if kind == "word" else text, start, end, gap)
    )


def words_of(text: str) -> tuple[str, ...]:
    """The words and numbers of a name as they are matched: signs dropped, letters folded."""
    return tuple(piece.text for piece in scan(fold(text)) if piece.kind in {"word", "num"})
