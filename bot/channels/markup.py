"""The markup of messages (bot/messages.py) read once, for channels that do not speak HTML."""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

MARK = "▸ "


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text and the tags it stands in."""

    text: str
    tags: frozenset[str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.spans: list[Span] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the base class's signature
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
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


def split(text: str, limit: int) -> list[str]:
    """The message in parts of at most `limit` characters, cut at line ends, every tag closed within its line."""
    if len(text) <= limit:
        return [text] if text else []
    parts: list[str] = []
    part = ""
    for line in lines(text):
        for piece in _pieces(line, limit):
            joined = f"{part}\n{piece}" if part else piece
            if len(joined) > limit:
                parts.append(part)
                joined = piece
            part = joined
    return [*parts, part] if part else parts


def _pieces(line: list[Span], limit: int) -> Iterator[str]:
    """One line as HTML; a line that is too long by itself is cut where it must be."""
    whole = "".join(_tagged(span) for span in line)
    if len(whole) <= limit:
        yield whole
        return
    bare = "".join(span.text for span in line)
    room = limit // 6
    for start in range(0, len(bare), room):
        yield html.escape(bare[start : start + room], quote=False)


def _tagged(span: Span) -> str:
    text = html.escape(span.text, quote=False)
    for tag in sorted(span.tags - {"blockquote"}):
        text = f"<{tag}>{text}</{tag}>"
    return text
