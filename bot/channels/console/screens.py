"""How the terminal shows a message: for eyes, for a pipe, or as JSON for a program."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from rich.console import Console as RichConsole
from rich.text import Text

from bot.channels.markup import lines, plain
from bot.messages import Button, Outgoing, Reply

Write = Callable[[str], None]
STYLES = {"b": "bold", "i": "italic", "code": "cyan", "blockquote": "dim"}


class Screen(Protocol):
    """Shows one message; `at` is its local time, `edit_of` the id of the message it replaces, `file` its picture's."""

    def show(self, message: Outgoing, at: datetime, edit_of: str | None, file: str | None = None) -> None:
        """Show it."""


def tappable(button: Button) -> bool:
    """Whether a button is a choice here: a terminal has no links to the bot, and no place to share."""
    return bool(button.action) and not button.place


def choices(reply: Reply) -> list[str]:
    """Its buttons as numbered choices, a row a line."""
    number = 0
    rows = []
    for row in reply.buttons:
        cells = []
        for button in row:
            if tappable(button):
                number += 1
                cells.append(f"[{number}] {button.label}")
        rows.append("  ".join(cells))
    return [row for row in rows if row]


def head(reply: Reply, edit_of: str | None) -> str:
    """What kind of message it is, where that is not plain from its text."""
    if edit_of is not None:
        return f"(edit of #{edit_of}) "
    return {"reminder": "(reminder) ", "timer": "(timer) "}.get(reply.kind, "")


def body(reply: Reply) -> str:
    """Its text without markup, and what its picture shows."""
    text = plain(reply.text)
    return f"{text}\n[picture: {reply.picture.alt}]" if reply.picture else text


class PlainScreen:
    """Plain text for a pipe."""

    def __init__(self, write: Write) -> None:
        self._write = write

    def show(self, message: Outgoing, at: datetime, edit_of: str | None, file: str | None = None) -> None:
        """A line with number, time and kind, then the text and the choices."""
        reply = message.reply
        first = f"── #{message.id} {at:%a %H:%M} {head(reply, edit_of)}".rstrip()
        self._write("\n".join([first, body(reply), *([file] if file else []), *choices(reply), ""]) + "\n")


class RichScreen:
    """Colours and weights for a terminal."""

    def __init__(self, console: RichConsole) -> None:
        self._console = console

    def show(self, message: Outgoing, at: datetime, edit_of: str | None, file: str | None = None) -> None:
        """The message with its styles, the choices below."""
        reply = message.reply
        self._console.print(Text(f"{at:%a %H:%M} {head(reply, edit_of)}#{message.id}", style="dim"))
        text = Text()
        for line in lines(reply.text):
            for span in line:
                text.append(span.text, style=" ".join(STYLES.get(tag, "") for tag in sorted(span.tags)).strip())
            text.append("\n")
        if reply.picture:
            text.append(f"[picture: {reply.picture.alt}]\n", style="dim")
        if file:
            text.append(f"{file}\n", style=f"dim link {Path(file).as_uri()}")
        for row in choices(reply):
            text.append(row + "\n", style="green")
        self._console.print(text)


class JsonScreen:
    """An object a message, for programs and tests."""

    def __init__(self, write: Write) -> None:
        self._write = write

    def show(self, message: Outgoing, at: datetime, edit_of: str | None, file: str | None = None) -> None:  # noqa: ARG002 - a picture is its words here
        """Keys: id, at, chat, kind, text, buttons (rows of labels), edit_of."""
        reply = message.reply
        kind = "edit" if edit_of is not None else reply.kind if reply.kind in ("reminder", "timer") else "reply"
        shown = {
            "id": message.id,
            "at": at.isoformat(timespec="seconds"),
            "chat": message.chat.chat_id,
            "kind": kind,
            "text": body(reply),
            "buttons": [[button.label for button in row if tappable(button)] for row in reply.buttons],
            "edit_of": int(edit_of) if edit_of is not None and edit_of.isdecimal() else edit_of,
        }
        self._write(json.dumps(shown, ensure_ascii=False) + "\n")


def keep_document(reply: Reply, folder: Path) -> str | None:
    """Write an attached file where the runner finds it; its path in words, None where there is none."""
    if reply.document is None:
        return None
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / Path(reply.document.name).name
    path.write_bytes(reply.document.data)
    path.chmod(0o600)
    return str(path)
