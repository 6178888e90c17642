"""A small Bot API over real HTTP: enough of Telegram for a private chat, strict about what it is sent.

Every request is validated against aiogram's model of the method and against the documented limits
(https://core.telegram.org/bots/api). Left out: groups, media other than files and pictures, payments, inline, webhooks.
"""

import asyncio
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Self

from aiogram import methods
from aiohttp import web
from pydantic import ValidationError

TOKEN = "123456789:AAtesttesttesttesttesttesttesttest"
METHODS = {
    "getMe": methods.GetMe,
    "getUpdates": methods.GetUpdates,
    "deleteWebhook": methods.DeleteWebhook,
    "setMyCommands": methods.SetMyCommands,
    "sendMessage": methods.SendMessage,
    "editMessageText": methods.EditMessageText,
    "answerCallbackQuery": methods.AnswerCallbackQuery,
    "sendDocument": methods.SendDocument,
    "sendPhoto": methods.SendPhoto,
    "sendAnimation": methods.SendAnimation,
    "editMessageMedia": methods.EditMessageMedia,
    "editMessageCaption": methods.EditMessageCaption,
    "deleteMessage": methods.DeleteMessage,
    "getFile": methods.GetFile,
}
JSON_FIELDS = {"reply_markup", "allowed_updates", "commands", "link_preview_options", "entities", "media"}
TAGS = {"b", "i", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"}
TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
PHOTO_BYTES = 10_000_000


class BadRequestError(Exception):
    """What Telegram answers with 400."""


class _Html(HTMLParser):
    """Telegram's own rules for HTML: known tags only, closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in TAGS:
            raise BadRequestError(f"Bad Request: can't parse entities: unsupported start tag {tag!r}")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise BadRequestError(f"Bad Request: can't parse entities: unexpected end tag {tag!r}")

    def handle_data(self, data: str) -> None:
        self.text += data


def read_html(text: str) -> str:
    """The visible text; BadRequestError as Telegram gives it."""
    if re.search(r"<(?![a-z/])|&(?!(lt|gt|amp|quot|#\d+);)", text):
        raise BadRequestError("Bad Request: can't parse entities: unescaped < or &")
    reader = _Html()
    reader.feed(text)
    reader.close()
    if reader.open:
        raise BadRequestError(f"Bad Request: can't parse entities: can't find end tag of {reader.open[-1]!r}")
    return reader.text


@dataclass
class BotApi:
    """The server; use as an async context manager. `faults` are taken in order by the requests they name.

    `again` are updates to hand out once more, as after an answer that got lost. `files` are the media it was sent, by
    the file_id it gave each; one taken out of it is one that Telegram does not know any more.
    """

    url: str = ""
    requests: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    updates: list[dict[str, Any]] = field(default_factory=list)
    again: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    _update_id: int = 100
    _message_id: int = 1000
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=60_000_000)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        self._runner = web.AppRunner(app, handle_signals=False, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        self.url = f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    # What a runner does.

    async def say(self, text: str, chat_id: int = 7, *, reply_to: int | None = None) -> int:
        """A private message; the update's id."""
        self._message_id += 1
        message = {"message_id": self._message_id, "date": 1, "text": text, **self._who(chat_id)}
        if reply_to is not None:
            message["reply_to_message"] = {"message_id": reply_to, "date": 1, **self._who(chat_id)}
        return await self._add({"message": message})

    async def tap(self, label: str, chat_id: int = 7) -> int:
        """Tap a button of the newest message that has it."""
        for message_id, sent in reversed(self.messages.items()):
            for row in (sent.get("reply_markup") or {}).get("inline_keyboard", []):
                for button in row:
                    if sent["chat_id"] == chat_id and label in button["text"]:
                        return await self.tap_action(message_id, button["callback_data"], chat_id)
        raise AssertionError(f"no button {label!r} in the chat")

    async def tap_action(self, message_id: int, action: str, chat_id: int = 7) -> int:
        """Tap by callback data, also stale or made-up ones."""
        query = {
            "id": f"q{self._update_id + 1}",
            "from": self._who(chat_id)["from"],
            "chat_instance": "1",
            "data": action,
            "message": {"message_id": message_id, "date": 1, "text": "…", **self._who(chat_id)},
        }
        return await self._add({"callback_query": query})

    async def until(self, found: Callable[[], Any], seconds: float = 10) -> Any:
        """Wait until `found` gives something true; AssertionError after `seconds`."""
        async with asyncio.timeout(seconds):
            async with self._changed:
                while not (result := found()):
                    try:
                        await asyncio.wait_for(self._changed.wait(), 0.2)
                    except TimeoutError:
                        continue
                return result

    def texts(self, chat_id: int = 7) -> list[str]:
        """What the chat shows now, oldest first."""
        return [sent["shown"] for sent in self.messages.values() if sent["chat_id"] == chat_id]

    def _who(self, chat_id: int) -> dict[str, Any]:
        return {
            "chat": {"id": chat_id, "type": "private", "first_name": "Ada"},
            "from": {"id": chat_id, "is_bot": False, "first_name": "Ada", "language_code": "en"},
        }

    async def _add(self, update: dict[str, Any]) -> int:
        async with self._changed:
            self._update_id += 1
            self.updates.append({"update_id": self._update_id, **update})
            self._changed.notify_all()
            return self._update_id

    # What the bot does.

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != TOKEN:
            return _error(401, "Unauthorized")
        method = request.match_info["method"]
        form = dict((await request.post()).items())
        params = {k: json.loads(v) if k in JSON_FIELDS and isinstance(v, str) else v for k, v in form.items()}
        fault = self._fault(method)
        if fault == "reset before":
            request.transport.close()  # type: ignore[union-attr]
            return web.Response()
        if fault and fault.isdecimal():
            return _error(int(fault), "fault", {"retry_after": 1} if fault == "429" else None)
        try:
            result = await self._do(method, params)
        except BadRequestError as error:
            if "not modified" not in str(error):
                self.refused.append(f"{method}: {error}")
            return _error(400, str(error))
        if fault == "reset after":
            request.transport.close()  # type: ignore[union-attr]
            return web.Response()
        return web.json_response({"ok": True, "result": result})

    def _fault(self, method: str) -> str | None:
        for number, (name, fault) in enumerate(self.faults):
            if name == method:
                del self.faults[number]
                return fault
        return None

    async def _do(self, method: str, params: dict[str, Any]) -> Any:
        if method not in METHODS:
            raise BadRequestError(f"method {method} is not in this double")
        self._validate(method, params)
        async with self._changed:
            self.requests.append((method, params))
            self._changed.notify_all()
        return await getattr(self, f"_{method}")(params)

    def _validate(self, method: str, params: dict[str, Any]) -> None:
        model = METHODS[method]
        attached = str((params.get("media") or {}).get("media", "")).removeprefix("attach://")
        if unknown := set(params) - set(model.model_fields) - {attached}:
            raise BadRequestError(f"unknown parameters {sorted(unknown)}")
        known = {key: "attach" if isinstance(value, web.FileField) else value for key, value in params.items()}
        try:
            model.model_validate(known)
        except ValidationError as error:
            raise BadRequestError(str(error)) from None
        for row in (params.get("reply_markup") or {}).get("inline_keyboard", []):
            for button in row:
                if not 1 <= len(button["callback_data"].encode()) <= 64 or not button["text"].strip():
                    raise BadRequestError("BUTTON_DATA_INVALID")

    async def _getMe(self, _: dict[str, Any]) -> Any:
        return {"id": 123456789, "is_bot": True, "first_name": "Coach", "username": "coach_bot"}

    async def _deleteWebhook(self, _: dict[str, Any]) -> Any:
        return True

    async def _setMyCommands(self, params: dict[str, Any]) -> Any:
        for command in params["commands"]:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]) or not 1 <= len(command["description"]) <= 256:
                raise BadRequestError("BOT_COMMAND_INVALID")
        if len(params["commands"]) > 100:
            raise BadRequestError("BOT_COMMANDS_TOO_MUCH")
        return True

    async def _getUpdates(self, params: dict[str, Any]) -> Any:
        if self.again:
            once_more, self.again = self.again, []
            return once_more
        offset = int(params.get("offset", 0))
        self.updates = [update for update in self.updates if update["update_id"] >= offset]
        if not self.updates:
            async with self._changed:
                try:
                    await asyncio.wait_for(self._changed.wait_for(lambda: self.updates), 0.3)
                except TimeoutError:
                    return []
        return self.updates[:100]

    async def _sendMessage(self, params: dict[str, Any]) -> Any:
        self._message_id += 1
        return self._keep(self._message_id, params)

    async def _editMessageText(self, params: dict[str, Any]) -> Any:
        message_id = int(params["message_id"])
        if message_id not in self.messages:
            raise BadRequestError("Bad Request: message to edit not found")
        before = self.messages[message_id]
        if "file" in before:
            raise BadRequestError("Bad Request: there is no text in the message to edit")
        if (before["text"], before.get("reply_markup")) == (params["text"], params.get("reply_markup")):
            raise BadRequestError("Bad Request: message is not modified")
        return self._keep(message_id, params)

    def _keep(self, message_id: int, params: dict[str, Any]) -> Any:
        shown = read_html(params["text"]) if params.get("parse_mode") == "HTML" else params["text"]
        if not shown.strip():
            raise BadRequestError("Bad Request: message text is empty")
        if len(shown) > TEXT_LIMIT:
            raise BadRequestError("Bad Request: message is too long")
        chat_id = int(params["chat_id"])
        self.messages[message_id] = {**params, "chat_id": chat_id, "shown": shown}
        return {"message_id": message_id, "date": 1, "text": shown, **self._who(chat_id)}

    async def _answerCallbackQuery(self, params: dict[str, Any]) -> Any:
        if params["callback_query_id"] in self.answered:
            raise BadRequestError("Bad Request: query is too old and response timeout expired or query ID is invalid")
        if len(params.get("text") or "") > 200:
            raise BadRequestError("Bad Request: MESSAGE_TOO_LONG")
        self.answered.add(params["callback_query_id"])
        return True

    async def _sendDocument(self, params: dict[str, Any]) -> Any:
        self._message_id += 1
        chat_id = int(params["chat_id"])
        self.messages[self._message_id] = {**params, "chat_id": chat_id, "text": "", "shown": params.get("caption", "")}
        return {
            "message_id": self._message_id,
            "date": 1,
            "document": {"file_id": "f1", "file_unique_id": "u1"},
            **self._who(chat_id),
        }

    async def _sendPhoto(self, params: dict[str, Any]) -> Any:
        return self._send_media("photo", params)

    async def _sendAnimation(self, params: dict[str, Any]) -> Any:
        return self._send_media("animation", params)

    def _send_media(self, kind: str, params: dict[str, Any]) -> Any:
        file = self._file(kind, params[kind])
        self._message_id += 1
        return self._keep_media(self._message_id, params, kind, file)

    async def _editMessageMedia(self, params: dict[str, Any]) -> Any:
        """Of a picture, and of a text, which becomes its caption's place."""
        message_id = int(params["message_id"])
        if message_id not in self.messages:
            raise BadRequestError("Bad Request: message to edit not found")
        media = params["media"]
        named = str(media["media"])
        file = self._file(media["type"], params[named[9:]] if named.startswith("attach://") else named)
        changed = {**params, **{key: media[key] for key in ("caption", "parse_mode") if key in media}}
        before = self.messages[message_id]
        same = ("file", file), ("caption", changed.get("caption")), ("reply_markup", changed.get("reply_markup"))
        if all(before.get(key) == value for key, value in same):
            raise BadRequestError("Bad Request: message is not modified")
        return self._keep_media(message_id, changed, media["type"], file)

    async def _editMessageCaption(self, params: dict[str, Any]) -> Any:
        message_id = int(params["message_id"])
        before = self.messages.get(message_id)
        if before is None:
            raise BadRequestError("Bad Request: message to edit not found")
        if "file" not in before:
            raise BadRequestError("Bad Request: there is no caption in the message to edit")
        if (before.get("caption"), before.get("reply_markup")) == (params.get("caption"), params.get("reply_markup")):
            raise BadRequestError("Bad Request: message is not modified")
        return self._keep_media(message_id, params, before["kind"], before["file"])

    async def _deleteMessage(self, params: dict[str, Any]) -> Any:
        if self.messages.pop(int(params["message_id"]), None) is None:
            raise BadRequestError("Bad Request: message to delete not found")
        return True

    def _file(self, kind: str, given: Any) -> str:
        """The file_id of what was sent: bytes, or a file_id; told apart by kind as Telegram does."""
        if isinstance(given, str):
            if given not in self.files or not given.startswith(kind):
                raise BadRequestError("Bad Request: wrong file identifier/HTTP URL specified")
            return given
        data = given.file.read()
        if not data.startswith({"photo": b"\x89PNG", "animation": b"GIF8"}[kind]) or len(data) > PHOTO_BYTES:
            raise BadRequestError("Bad Request: IMAGE_PROCESS_FAILED")
        file_id = f"{kind}-{len(self.files) + 1}"
        self.files[file_id] = data
        return file_id

    def _keep_media(self, message_id: int, params: dict[str, Any], kind: str, file: str) -> Any:
        caption = params.get("caption") or ""
        shown = read_html(caption) if params.get("parse_mode") == "HTML" else caption
        if len(shown.encode("utf-16-le")) // 2 > CAPTION_LIMIT:
            raise BadRequestError("Bad Request: message caption is too long")
        chat_id = int(params["chat_id"])
        kept = {"chat_id": chat_id, "text": "", "shown": shown, "caption": caption, "kind": kind, "file": file}
        self.messages[message_id] = {**kept, "reply_markup": params.get("reply_markup")}
        one = {"file_id": file, "file_unique_id": file, "width": 1024, "height": 600}
        media = (
            {"photo": [{**one, "file_id": "small"}, one]} if kind == "photo" else {"animation": {**one, "duration": 2}}
        )
        return {"message_id": message_id, "date": 1, "caption": shown, **media, **self._who(chat_id)}


def _error(status: int, says: str, parameters: dict[str, Any] | None = None) -> web.Response:
    body = {"ok": False, "error_code": status, "description": says}
    return web.json_response(body | ({"parameters": parameters} if parameters else {}), status=status)
