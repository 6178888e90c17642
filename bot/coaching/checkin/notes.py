"""The note: the words of a message that carry no data."""

from collections.abc import Sequence

from bot.coaching.checkin.grammar import Item
from bot.coaching.checkin.lexicon import FILL
from bot.coaching.checkin.scan import LIMIT
from bot.coaching.checkin.text import Text
from bot.coaching.report import Reading

_DATA = frozenset({"STATUS", "FEEL", "DAY", "WEEKDAY", "AGO", "EXCEPT", "TOOK", "SIDE", "SLEPT", "WEIGHED", "FORM"})
_PAIN = frozenset({"AREA", "SIDEWORD", "PAIN"})
_WORDS = frozenset({"WORD", "FOREIGN", "WARMUP", "REST", "TEMPO"})


def note(raw: str, text: Text, items: Sequence[Item], reading: Reading) -> str:
    """What stays for the runner's own eyes; all of the text where it was too long to be read to its end."""
    if len(raw) > LIMIT or raw != text.raw:
        return raw.strip() if len(raw) > LIMIT else ""
    told = [False] * len(text.pieces)
    for kind in _DATA | (_PAIN if reading.pain else frozenset()):
        for span in text.of(kind):
            told[span.start : span.end] = [True] * (span.end - span.start)
    for item in items:
        if item.kind not in _WORDS and (item.kind != "chain" or _stored(item, reading)):
            told[item.start : item.end] = [True] * (item.end - item.start)
    parts: list[str] = []
    run: list[int] = []
    for at, piece in enumerate(text.pieces):
        if not told[at] and piece.kind in {"word", "num", "sym"}:
            run.append(at)
            continue
        parts.extend(_part(raw, text, run))
        run = []
    parts.extend(_part(raw, text, run))
    return " ".join(parts).strip()


def _stored(item: Item, reading: Reading) -> bool:
    """Whether a measure became data: in an exercise, or used for something else."""
    return item.used or bool(reading.entries) or reading.minutes is not None


def _part(raw: str, text: Text, run: Sequence[int]) -> list[str]:
    """A stretch of words, unless it is nothing but signs and filling."""
    while run and text.pieces[run[0]].kind == "sym" and text.pieces[run[0]].text.isascii():
        run = run[1:]
    if not any(text.pieces[at].kind in {"word", "num"} and text.words[at] not in FILL for at in run):
        return [text.pieces[at].text for at in run if not text.pieces[at].text.isascii()]
    return [raw[text.pieces[run[0]].start : text.pieces[run[-1]].end].strip(" ,;-.")]
