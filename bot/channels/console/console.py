"""The terminal's door: lines become messages or taps, messages are shown."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.channels.console.input import read_file
from bot.channels.console.screens import Screen, keep_document, tappable
from bot.clock import Clock
from bot.messages import Button, ChatRef, Document, Drawings, Inbound, Outgoing, Receive, Reply, escape

IMPORT_BYTES = 20_000_000


class Console:
    """One runner at a terminal.

    `settle` is awaited after each line, so that what the line led to is shown before the next is taken. `local` gives
    the runner's wall clock for an instant. A line `@ 18:30` or `@ 2027-01-06 07:00` goes to `wait_until` where there
    is one. `drawings` has the pictures, which are shown by the path of their file; without it their words are all.
    """

    name = "console"

    def __init__(
        self,
        *,
        who: str,
        screen: Screen,
        lines: AsyncIterator[str],
        clock: Clock,
        local: Callable[[datetime], datetime],
        settle: Callable[[], Awaitable[None]],
        files: Path,
        wait_until: Callable[[str], Awaitable[str | None]] | None = None,
        drawings: Drawings | None = None,
    ) -> None:
        self._chat = ChatRef(channel=self.name, chat_id=who)
        self._screen = screen
        self._lines = lines
        self._clock = clock
        self._local = local
        self._settle = settle
        self._files = files
        self._wait_until = wait_until
        self._drawings = drawings
        self._pictures: dict[str, str] = {}
        self._keyboards: dict[str, tuple[Button, ...]] = {}

    def remember(self, message_id: str, reply: Reply) -> None:
        """Buttons that a number may tap, also those shown before a restart."""
        self._keyboards.pop(message_id, None)
        if buttons := tuple(button for row in reply.buttons for button in row if tappable(button)):
            self._keyboards[message_id] = buttons

    async def run(self, receive: Receive) -> None:
        """Take lines until they end."""
        async for line in self._lines:
            if line.startswith("@ ") and self._wait_until is not None:
                if fault := await self._wait_until(line[2:].strip()):
                    self._say(fault)
                continue
            inbound = self._inbound(line)
            if isinstance(inbound, str):
                self._say(inbound)
                continue
            if says := await receive(inbound):
                self._say(escape(says))
            await self._settle()

    async def send(self, message: Outgoing) -> str | None:
        """Show it; an edit keeps the number of what it replaces."""
        message_id = message.edit_of or str(message.id)
        if message.reply.text or message.reply.document:
            shown, path = await self._pictured(message, message_id)
            self._screen.show(shown, self._local(self._clock.now()), message.edit_of, path)
        if path := keep_document(message.reply, self._files):
            self._say(f"Saved as {path}")
        if message.reply.text:
            self.remember(message_id, message.reply)
        return message_id

    def requests(self, message: Outgoing) -> int:  # noqa: ARG002 - a terminal has no pace
        """One screen is one message."""
        return 1

    async def _pictured(self, message: Outgoing, message_id: str) -> tuple[Outgoing, str | None]:
        """The message and the file of its picture; without the picture where an edit leaves it as it was."""
        picture = message.reply.picture
        before = self._pictures.pop(message_id, None)
        if picture is None or self._drawings is None:
            return message, None
        self._pictures[message_id] = picture.name
        if picture.name == before:
            return replace(message, reply=replace(message.reply, picture=None)), None
        drawing = await self._drawings.find(picture)
        return message, drawing.path or None if drawing else None

    def _say(self, text: str) -> None:
        shown = Outgoing(id=0, chat=self._chat, reply=Reply(text=text))
        self._screen.show(shown, self._local(self._clock.now()), None)

    def _inbound(self, line: str) -> Inbound | str:
        """The line as an update, or the sentence that says why it cannot be one."""
        text = line.encode("utf-8", "replace").decode("utf-8").strip()
        tapped = self._tapped(text)
        document = None
        if text.casefold().startswith("/import "):
            path = Path(text[8:].strip().strip("'\"")).expanduser()
            try:
                document = Document(name=path.name, data=read_file(path, IMPORT_BYTES))
            except ValueError as error:
                return str(error)
        return Inbound(
            chat=self._chat,
            update_id=uuid.uuid4().hex,
            at=self._clock.now(),
            text=None if tapped else "/import" if document else text,
            tap=tapped[1] if tapped else None,
            message_id=tapped[0] if tapped else None,
            document=document,
            sender_id=self._chat.chat_id,
            sender_name=self._chat.chat_id,
        )

    def _tapped(self, text: str) -> tuple[str, str] | None:
        """(message id, action) where the text names a button of the newest keyboard: by label, then by number."""
        if not self._keyboards:
            return None
        message_id, buttons = next(reversed(self._keyboards.items()))
        for button in buttons:
            if button.label.casefold() == text.casefold():
                return message_id, button.action
        if text.isdecimal() and len(text) < 4 and 1 <= int(text) <= len(buttons):
            return message_id, buttons[int(text) - 1].action
        return None
