"""The markup of messages (bot/messages.py) read once, for channels that do not speak HTML."""

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
