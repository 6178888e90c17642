"""A Telegram update as an `Inbound` (https://core.telegram.org/bots/api#update)."""

from dataclasses import dataclass, replace
from datetime import datetime

from telegram import CallbackQuery, Message, Update

from bot.messages import ChatRef, Document, Inbound

CHANNEL = "telegram"
KINDS = ("message", "edited_message", "callback_query")
FILE_BYTES = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """An update read: the inbound, and what the channel itself has to do about it.

    `callback_id` wants an answer. `file_id` names a document still to be fetched. `group` marks a chat that is no
    private one: it gets a pointer, not a coach.
    """

    inbound: Inbound
    callback_id: str | None = None
    file_id: str | None = None
    file_name: str = ""
    group: bool = False


def read(update: Update, now: datetime) -> Incoming | None:
    """What the update says; None where it is nothing for the conversation."""
    if update.callback_query is not None:
        return _tap(update.update_id, update.callback_query, now)
    message = update.message or update.edited_message
    if message is None:
        return None
    return _message(update.update_id, message, now, edited=update.message is None)


def _message(update_id: int, message: Message, now: datetime, *, edited: bool) -> Incoming:
    document, sender = message.document, message.from_user
    small = document is not None and (document.file_size or 0) <= FILE_BYTES
    inbound = Inbound(
        chat=ChatRef(channel=CHANNEL, chat_id=str(message.chat.id)),
        update_id=str(update_id),
        at=now,
        text=message.text or message.caption or "",
        message_id=str(message.message_id),
        reply_to=str(message.reply_to_message.message_id) if message.reply_to_message else None,
        edited=edited,
        location=(message.location.latitude, message.location.longitude) if message.location else None,
        sender_id=str(sender.id) if sender else "",
        sender_name=sender.first_name if sender else "",
        language=sender.language_code if sender else None,
    )
    return Incoming(
        inbound=inbound,
        file_id=document.file_id if document and small else None,
        file_name=(document.file_name or "file") if document else "",
        group=message.chat.type != "private",
    )


def _tap(update_id: int, query: CallbackQuery, now: datetime) -> Incoming | None:
    if query.message is None:
        return None
    inbound = Inbound(
        chat=ChatRef(channel=CHANNEL, chat_id=str(query.message.chat.id)),
        update_id=str(update_id),
        at=now,
        tap=query.data or "",
        message_id=str(query.message.message_id),
        sender_id=str(query.from_user.id),
        sender_name=query.from_user.first_name,
        language=query.from_user.language_code,
    )
    return Incoming(inbound=inbound, callback_id=query.id, group=query.message.chat.type != "private")


def with_document(inbound: Inbound, name: str, data: bytes) -> Inbound:
    """The inbound with its file."""
    return replace(inbound, text=inbound.text or "/import", document=Document(name=name, data=data))
