"""A small Bot API over real HTTP: enough of Telegram for a private chat, strict about what it is sent.

Every request is validated against aiogram's model of the method and against the documented limits
(https://core.telegram.org/bots/api). Left out: groups, media other than documents, payments, inline mode, webhooks.
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
    "getFile": methods.GetFile,
}
JSON_FIELDS = {"reply_markup", "allowed_updates", "commands", "link_preview_options", "entities"}
TAGS = {"b", "i", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"}
TEXT_LIMIT = 4096


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

    `again` are updates to hand out once more, as after an answer that got lost.
    """

    url: str = ""
    requests: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    updates: list[dict[str, Any]] = field(default_factory=list)
    again: list[dict[str, Any]] = field(default_factory=list)
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
        if unknown := set(params) - set(model.model_fields):
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


def _error(status: int, says: str, parameters: dict[str, Any] | None = None) -> web.Response:
    body = {"ok": False, "error_code": status, "description": says}
    return web.json_response(body | ({"parameters": parameters} if parameters else {}), status=status)
