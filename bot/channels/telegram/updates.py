"""A Telegram update as an `Inbound` (https://core.telegram.org/bots/api#update)."""

from dataclasses import dataclass, replace
from datetime import datetime

from telegram import CallbackQuery, ChatMemberUpdated, Message, Update

from bot.messages import ACTION_BYTES, ChatRef, Document, Inbound

CHANNEL = "telegram"
KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
DOWNLOAD_BYTES = 20_000_000
"""https://core.telegram.org/bots/api#getfile"""
TEXT_MOST = 4 * 4096
NAME_MOST = 128
CONTENT = (
    *("text", "caption", "location", "document", "photo", "voice", "audio", "video", "video_note", "animation"),
    *("sticker", "contact", "poll", "dice", "story"),
)
"""What a person sends; anything else in a message is Telegram's own notice (a pin, a new title)."""
IN, OUT = ("member", "administrator", "creator"), ("left", "kicked")


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


def read(update: Update, now: datetime) -> Incoming | None:
    """What the update says; None where it is nothing for us. Raises TypeError, ValueError where it makes no sense."""
    if update.callback_query is not None:
        return _tap(update.update_id, update.callback_query, now)
    if update.my_chat_member is not None:
        return _member(update.update_id, update.my_chat_member)
    message = update.message or update.edited_message
    if message is None or not any(getattr(message, name) for name in CONTENT):
        return None
    edited = update.message is None
    if edited and not (message.text or message.caption):
        return None  # a live location that moves on
    return _message(update.update_id, message, edited=edited)


def _message(number: int, message: Message, *, edited: bool) -> Incoming:
    document, sender = None if message.animation else message.document, message.from_user
    missing = None
    if document is not None and (document.file_size or 0) > DOWNLOAD_BYTES:
        missing = Document(name=_name(document.file_name), data=b"", missing="too large")
    elif document is not None:
        missing = Document(name=_name(document.file_name), data=b"", missing="not there any more")
    text = _words(message.text or message.caption, TEXT_MOST)
    inbound = Inbound(
        chat=ChatRef(channel=CHANNEL, chat_id=_id(message.chat.id)),
        update_id=str(number),
        at=(message.edit_date if edited else None) or message.date,
        text=text or ("/import" if document else ""),
        message_id=_id(message.message_id),
        reply_to=_id(message.reply_to_message.message_id) if message.reply_to_message else None,
        edited=edited,
        location=(message.location.latitude, message.location.longitude) if message.location else None,
        document=missing,
        sender_id=_id(sender.id) if sender else "",
        sender_name=_words(sender.first_name, NAME_MOST) if sender else "",
        language=_words(sender.language_code, 35) or None if sender else None,
    )
    return Incoming(
        inbound=inbound,
        number=number,
        file_id=document.file_id if document and missing and missing.missing != "too large" else None,
        group=message.chat.type != "private",
        asks=text.startswith("/"),
        thread_id=message.message_thread_id if message.is_topic_message else None,
    )


def _name(name: str | None) -> str:
    return _words(name, NAME_MOST) or "file"


def _id(number: object) -> str:
    """An id as text. Raises TypeError where it is none: webhooks are posted by anyone."""
    if type(number) is not int:
        raise TypeError("an id is a number")
    return str(number)


def _words(text: object, most: int) -> str:
    if text is not None and not isinstance(text, str):
        raise TypeError("words are text")
    return (text or "")[:most]


def _tap(number: int, query: CallbackQuery, now: datetime) -> Incoming:
    """A tap; where its message is unknown to Telegram too, the chat is the person's own."""
    message, sender = query.message, query.from_user
    inbound = Inbound(
        chat=ChatRef(channel=CHANNEL, chat_id=_id(message.chat.id if message else sender.id)),
        update_id=str(number),
        at=now,
        tap=_words(query.data, ACTION_BYTES),
        message_id=_id(message.message_id) if message else None,
        sender_id=_id(sender.id),
        sender_name=_words(sender.first_name, NAME_MOST),
        language=_words(sender.language_code, 35) or None,
    )
    group = message is not None and message.chat.type != "private"
    return Incoming(inbound=inbound, number=number, callback_id=query.id, group=group)


def _member(number: int, change: ChatMemberUpdated) -> Incoming | None:
    """The bot was blocked, or came into a group; leaving a group or being unblocked is nothing."""
    status, before = change.new_chat_member.status, change.old_chat_member.status
    group = change.chat.type != "private"
    joined = group and status in IN and before in OUT
    if (not joined and (group or status not in OUT)) or change.chat.type == "channel":
        return None
    inbound = Inbound(
        chat=ChatRef(channel=CHANNEL, chat_id=_id(change.chat.id)),
        update_id=str(number),
        at=change.date,
        gone=not group,
        sender_id=_id(change.from_user.id),
        language=_words(change.from_user.language_code, 35) or None,
    )
    return Incoming(inbound=inbound, number=number, group=group, asks=joined)


def with_file(inbound: Inbound, data: bytes) -> Inbound:
    """The inbound with its document's bytes."""
    assert inbound.document is not None
    return replace(inbound, document=replace(inbound.document, data=data, missing=None))
