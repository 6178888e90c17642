"""What passes between a channel and the conversation: messages in, messages out, and how sending can fail.

Text is a small HTML subset every channel converts: <b>, <i>, <code>, <blockquote>, <blockquote expandable>, newline as
line break. Text that a runner or a platform wrote goes through `escape` before it is put into a message.
"""

import html
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

ACTION_BYTES = 64
TEXT_LIMIT = 4096

Kind = Literal["reply", "edit", "reminder", "timer", "news"]


def escape(text: str) -> str:
    """`text` made safe to stand inside a message."""
    return html.escape(text, quote=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatRef:
    """One chat of one channel; `chat_id` is the platform's, as text."""

    channel: str
    chat_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file in or out. One that came in and could not be fetched is empty, and `missing` says why."""

    name: str
    data: bytes
    mime: str = "application/octet-stream"
    missing: Literal["too large", "not there any more"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture by what it shows, with the words for those who cannot see it.

    `exercise:plank` is a figure, `motion:push_up` the same one moving; they are drawn when the message is sent, with
    people of skin `tone`. A picture that is drawn already (`progress`) brings its `data`, a PNG.
    """

    name: str
    alt: str
    data: bytes | None = None
    tone: str = "varied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A picture as a channel sends it: a PNG, or a looping GIF where `animated`.

    Pictures with the same `key` are the same bytes, whoever they are for; one drawn for one runner alone has none.
    `path` is the file that holds it, empty where no file does.
    """

    key: str
    data: bytes
    path: str
    animated: bool = False


class Drawings(Protocol):
    """Where channels get the pictures that messages only name, and note what a platform calls those it has."""

    async def find(self, picture: Picture) -> Drawing | None:
        """The picture, drawn; None where there is none, and the message goes out without it."""

    async def known_as(self, drawing: Drawing, platform: str) -> str | None:
        """What the platform calls this picture since it was last sent there."""

    async def note(self, drawing: Drawing, platform: str, name: str | None) -> None:
        """The platform calls it that; None: it does not know it any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """One update from a platform: a text, a tap, an edit, a location or a document.

    `update_id` is unique within the channel. `at` is when it was written, where the platform says so. `tap` is the
    action of the tapped button and `message_id` then the message that carried it; otherwise `message_id` is the
    runner's own message. `reply_to` is the message replied to. `gone`: nobody wrote, but the chat was closed to us.
    `turned_away`: the channel does not take it, and this is what the runner is told (HTML).
    """

    chat: ChatRef
    update_id: str
    at: datetime
    text: str | None = None
    tap: str | None = None
    message_id: str | None = None
    reply_to: str | None = None
    edited: bool = False
    location: tuple[float, float] | None = None
    document: Document | None = None
    gone: bool = False
    turned_away: str | None = None
    sender_id: str = ""
    sender_name: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A choice. `action` comes back as `Inbound.tap`; at most 64 bytes.

    With `start` it is no choice but something to pass on: a link to this bot that begins with that word. `place` leads
    to sharing where one is. Channels that have no such links, or no places, leave these out.
    """

    label: str
    action: str = ""
    start: str = ""
    place: bool = False

    def __post_init__(self) -> None:
        if len(self.action.encode()) > ACTION_BYTES:
            msg = f"a button's action holds at most {ACTION_BYTES} bytes: {self.action!r}"
            raise ValueError(msg)


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One message to the runner.

    `edit` replaces the message that was tapped; `edit_of` replaces the newest message sent with that `key`. Where there
    is nothing to replace it is sent as a new message. `after_s` delays it (timers). `about` says what it is about
    (`session:2027-01-05`, `report:17`), so that a reply to it can be understood. `toast` answers a tap without a
    message: with an empty `text` nothing else is sent. `reaction` is an emoji on the runner's own message, seen where
    the channel can. `place`: the message asks where the runner is ("ask"; its first button's label is what shares it),
    or that is settled now ("done").
    """

    text: str
    buttons: Keyboard = ()
    kind: Kind = "reply"
    edit: bool = False
    edit_of: str | None = None
    key: str | None = None
    about: str | None = None
    after_s: float = 0
    silent: bool = False
    document: Document | None = None
    picture: Picture | None = None
    toast: str | None = None
    reaction: str | None = None
    place: Literal["ask", "done"] | None = None

    @property
    def is_message(self) -> bool:
        """Whether there is anything to send, besides what answers a tap or marks the runner's own message."""
        return bool(self.text or self.document or self.picture)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message as the sender hands it to a channel. `id` is the outbox row's; `edit_of` a platform message id."""

    id: int
    chat: ChatRef
    reply: Reply
    edit_of: str | None = None


class DeliveryError(Exception):
    """A message could not be sent.

    `permanent`: never try this chat again until it writes. `refused`: never try this message again. `unknown`: it may
    have arrived. `retry_after_s`: the platform's own word on when to go on, for this chat or for everyone (`everyone`).
    The text never holds a token.
    """

    def __init__(
        self,
        message: str,
        *,
        permanent: bool = False,
        refused: bool = False,
        unknown: bool = False,
        retry_after_s: float | None = None,
        everyone: bool = False,
    ) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.refused = refused
        self.unknown = unknown
        self.retry_after_s = retry_after_s
        self.everyone = everyone


Receive = Callable[[Inbound], Awaitable[str | None]]
"""Takes an update; what acknowledges it besides messages: the words that answer a tap, the reaction to a message."""


class Channel(Protocol):
    """A door: hands every update to `receive` and sends what the outbox holds."""

    name: str

    async def run(self, receive: Receive) -> None:
        """Take updates until cancelled or the door closes; acknowledge each only after `receive` returned."""

    async def send(self, message: Outgoing) -> str | None:
        """Send or edit; the platform's message id, None where it has none. Raises DeliveryError."""

    def requests(self, message: Outgoing) -> int:
        """How many messages of the platform's pace this one costs."""


class Webhook(Protocol):
    """A door that the platform posts to: it checks the secret, reads the post and hands updates to `receive`."""

    name: str
    path: str

    async def posted(self, secret: str | None, body: bytes, receive: Receive) -> int:
        """Take one post; the HTTP status to answer with: 200 only after `receive` returned."""
