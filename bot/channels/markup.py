"""The markup of messages (bot/messages.py) read once, for channels that do not speak HTML."""

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

MARK = "▸ "
QUOTE, EXPANDABLE = "blockquote", "expandable"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text and the tags it stands in; `expandable` stands beside `blockquote` where a quote is that."""

    text: str
    tags: frozenset[str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.spans: list[Span] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        if tag == QUOTE and any(name == EXPANDABLE for name, _ in attrs):
            self._open.append(EXPANDABLE)

    def handle_endtag(self, tag: str) -> None:
        if tag == QUOTE and EXPANDABLE in self._open:
            self._open.remove(EXPANDABLE)
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        self.spans.append(Span(data, frozenset(self._open)))


def spans(text: str) -> tuple[Span, ...]:
    """The text of a message in stretches of one style."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return tuple(reader.spans)


def lines(text: str) -> Iterator[list[Span]]:
    """The message line by line; a quoted line starts with a mark of its own."""
    line: list[Span] = []
    for span in spans(text):
        pieces = span.text.split("\n")
        for number, piece in enumerate(pieces):
            if number:
                yield line
                line = []
            if piece:
                if "blockquote" in span.tags and not line:
                    line.append(Span(MARK, frozenset({"blockquote"})))
                line.append(Span(piece, span.tags))
    yield line


def plain(text: str) -> str:
    """The message without any markup."""
    return "\n".join("".join(span.text for span in line) for line in lines(text)).strip()


def visible(text: str) -> int:
    """How long the message is for platforms that count what is seen, in UTF-16."""
    return _units("".join(span.text for span in spans(text)))


def split(text: str, limit: int) -> list[str]:
    """The message in parts of at most `limit` visible characters (UTF-16), each with its tags closed.

    Cut between paragraphs where there is one, else between lines, else between words, else where it must be.
    """
    if len(text) * 2 <= limit or visible(text) <= limit:
        return [text] if text.strip() else []
    stretches = spans(text)
    whole = "".join(span.text for span in stretches)
    parts, start = [], 0
    while start < len(whole):
        end = _end(whole, start, limit)
        parts.append(_html(_part(stretches, start, end)))
        start = end
    return [part for part in (each.strip("\n") for each in parts) if plain(part)]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _end(whole: str, start: int, limit: int) -> int:
    """Where the part that starts there ends."""
    end = start + limit
    while (excess := _units(whole[start:end]) - limit) > 0:
        end -= (excess + 1) // 2
    if end >= len(whole):
        return len(whole)
    for gap in ("\n\n", "\n", " "):
        at = whole.rfind(gap, start + limit // 4, end)
        if at > start:
            return at + len(gap)
    return max(end, start + 1)


def _part(stretches: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """The stretches between two places of the whole text."""
    at = 0
    for span in stretches:
        text = span.text[max(0, start - at) : max(0, end - at)]
        at += len(span.text)
        if text:
            yield Span(text, span.tags)


def _html(stretches: Iterable[Span]) -> str:
    """Stretches as HTML; a quote stays one quote across its lines."""
    out: list[str] = []
    stack: list[str] = []
    for span in stretches:
        wanted = _nested(span.tags)
        common = 0
        while common < min(len(stack), len(wanted)) and stack[common] == wanted[common]:
            common += 1
        out += [f"</{tag.partition(' ')[0]}>" for tag in reversed(stack[common:])]
        out += [f"<{tag}>" for tag in wanted[common:]]
        out.append(html.escape(span.text, quote=False))
        stack = wanted
    return "".join([*out, *(f"</{tag.partition(' ')[0]}>" for tag in reversed(stack))])


def _nested(tags: frozenset[str]) -> list[str]:
    """The tags from the outermost to the innermost."""
    quote = [f"{QUOTE} {EXPANDABLE}" if EXPANDABLE in tags else QUOTE] if QUOTE in tags else []
    return [*quote, *sorted(tags - {QUOTE, EXPANDABLE})]
