"""A Telegram update as an `Inbound` (https://core.telegram.org/bots/api#update).

Read from the JSON itself: what the platform adds tomorrow must not keep today's messages from being read, and a post to
the webhook may be anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.messages import ACTION_BYTES, ChatRef, Document, Inbound

CHANNEL = "telegram"
KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
DOWNLOAD_BYTES = 20_000_000
"""https://core.telegram.org/bots/api#getfile"""
TEXT_MOST = 4 * 4096
NAME_MOST = 128
LANGUAGE_MOST = 35
ID_BITS = 52
"""https://core.telegram.org/bots/api#user: at most 52 significant bits."""
CONTENT = (
    *("text", "caption", "location", "document", "photo", "voice", "audio", "video", "video_note", "animation"),
    *("sticker", "contact", "poll", "dice", "story", "paid_media", "checklist"),
)
"""What a person sends; anything else in a message is Telegram's own notice (a pin, a new title)."""
GONE = 0
"""The date of a message that is not there any more (https://core.telegram.org/bots/api#inaccessiblemessage)."""
IN, OUT = ("member", "administrator", "creator"), ("left", "kicked")

Json = Mapping[str, Any]


class MalformedError(Exception):
    """It is no update of Telegram's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """An update read: the inbound, and what the channel itself has to do about it.

    `callback_id` wants an answer. `file_id` names a document still to be fetched. `group` marks a chat that is no
    private one: it gets a pointer where it `asks`, not a coach; `thread_id` is its topic.
    """

    inbound: Inbound
    number: int
    callback_id: str | None = None
    file_id: str | None = None
    group: bool = False
    asks: bool = False
    thread_id: int | None = None


def read(update: Json, now: datetime) -> Incoming | None:
    """What the update says; None where it is nothing for us. Raises MalformedError."""
    try:
        number = _number(update["update_id"])
        if query := _part(update, "callback_query"):
            return _tap(number, query, now)
        if change := _part(update, "my_chat_member"):
            return _member(number, change)
        edited = "edited_message" in update
        message = _part(update, "edited_message" if edited else "message")
        if message is None or not any(message.get(name) for name in CONTENT):
            return None
        if edited and not (message.get("text") or message.get("caption")):
            return None  # a live location that moves on
        return _message(number, message, edited=edited)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError) as error:
        raise MalformedError(type(error).__name__) from None


def _message(number: int, message: Json, *, edited: bool) -> Incoming:
    document, sender = None if message.get("animation") else _part(message, "document"), _part(message, "from") or {}
    chat, answered, place = message["chat"], _part(message, "reply_to_message"), _part(message, "location")
    large = document is not None and _number(document.get("file_size") or 0) > DOWNLOAD_BYTES
    text = _words(message.get("text") or message.get("caption"), TEXT_MOST)
    inbound = Inbound(
        chat=ChatRef(channel=CHANNEL, chat_id=_id(chat)),
        update_id=str(number),
        at=_instant(message.get("edit_date") if edited else message["date"]),
        text=text or ("/import" if document else ""),
        message_id=str(_number(message["message_id"])),
        reply_to=str(_number(answered["message_id"])) if answered else None,
        edited=edited,
        location=(_degrees(place["latitude"]), _degrees(place["longitude"])) if place else None,
        document=None
        if document is None
        else Document(
            name=_words(document.get("file_name"), NAME_MOST) or "file",
            data=b"",
            missing="too large" if large else "not there any more",
        ),
        **_who(sender),
    )
    return Incoming(
        inbound=inbound,
        number=number,
        file_id=_words(document["file_id"], 1000) if document and not large else None,
        group=chat["type"] != "private",
        asks=text.startswith("/"),
        thread_id=_number(message["message_thread_id"]) if message.get("is_topic_message") else None,
    )


def _tap(number: int, query: Json, now: datetime) -> Incoming:
    """A tap; where its message is unknown to Telegram too, the chat is the person's own."""
    message, sender = _part(query, "message"), query["from"]
    inbound = Inbound(
        chat=ChatRef(channel=CHANNEL, chat_id=_id(message["chat"] if message else sender)),
        update_id=str(number),
        at=now,
        tap=_words(query.get("data"), ACTION_BYTES),
        message_id=str(_number(message["message_id"])) if message and message.get("date") != GONE else None,
        **_who(sender),
    )
    group = message is not None and message["chat"]["type"] != "private"
    return Incoming(inbound=inbound, number=number, callback_id=_words(query["id"], 100), group=group)


def _member(number: int, change: Json) -> Incoming | None:
    """The bot was blocked, or came into a group; leaving a group or being unblocked is nothing."""
    status, before = change["new_chat_member"]["status"], change["old_chat_member"]["status"]
    kind = change["chat"]["type"]
    joined = kind in {"group", "supergroup"} and status in IN and before in OUT
    blocked = kind == "private" and status in OUT
    if not joined and not blocked:
        return None
    inbound = Inbound(
        chat=ChatRef(channel=CHANNEL, chat_id=_id(change["chat"])),
        update_id=str(number),
        at=_instant(change["date"]),
        gone=blocked,
        **_who(change["from"]),
    )
    return Incoming(inbound=inbound, number=number, group=joined, asks=joined)


def with_file(inbound: Inbound, data: bytes) -> Inbound:
    """The inbound with its document's bytes."""
    assert inbound.document is not None
    return replace(inbound, document=replace(inbound.document, data=data, missing=None))


def _who(sender: Json) -> dict[str, Any]:
    return {
        "sender_id": _id(sender) if sender else "",
        "sender_name": _words(sender.get("first_name"), NAME_MOST),
        "language": _words(sender.get("language_code"), LANGUAGE_MOST) or None,
    }


def _part(whole: Json, name: str) -> Json | None:
    part = whole.get(name)
    if part is not None and not isinstance(part, dict):
        raise TypeError(name)
    return part


def _number(value: object) -> int:
    if type(value) is not int or value.bit_length() > ID_BITS:
        raise TypeError("no number")
    return value


def _id(whole: Json) -> str:
    return str(_number(whole["id"]))


def _degrees(value: object) -> float:
    if type(value) not in {int, float}:
        raise TypeError("no degrees")
    return float(value)  # type: ignore[arg-type]


def _words(text: object, most: int) -> str:
    if text is not None and not isinstance(text, str):
        raise TypeError("no text")
    return (text or "")[:most]


def _instant(seconds: object) -> datetime:
    return datetime.fromtimestamp(_number(seconds), UTC)
