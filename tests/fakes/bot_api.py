"""A Bot API over real HTTP: all of Telegram that the bot uses, strict about what it is sent.

Every request is validated against aiogram's model of the method and against the documented limits (bot_rules.py).
One poller a token: a newer getUpdates ends the older one with 409. With a webhook set updates are posted there one by
one, again until 200. Left out: that webhooks need https (so that tests can have one), the pace (tests of the sender
have a platform for it), 48 hours as the age from which a bot's message cannot be deleted, media other than documents
and pictures, payments, inline mode, business accounts, channels, a group's members and rights, what a client of a
person does with a keyboard, and how long Telegram really polls (at most 0.3 s here).
"""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import ClientError, ClientSession, web

from tests.fakes.bot_rules import (
    CAPTION_LIMIT,
    JSON_FIELDS,
    METHODS,
    TEXT_LIMIT,
    BadRequestError,
    read_html,
    shown,
    validate,
)

__all__ = ["TOKEN", "BadRequestError", "BotApi", "read_html"]

TOKEN = "123456789:AAtesttesttesttesttesttesttesttest"
PHOTO_BYTES, DOCUMENT_BYTES, DOWNLOAD_BYTES = 10_000_000, 50_000_000, 20_000_000
POLL_S = 0.3
FILE_HEADS = {"photo": b"\x89PNG", "animation": b"GIF8"}


class _AnsweredError(Exception):
    """What Telegram answers to a request that is in order: no fault of the bot."""

    def __init__(self, status: int, says: str) -> None:
        super().__init__(says)
        self.status = status


@dataclass
class BotApi:
    """The server; use as an async context manager.

    `faults` are taken in order by the requests they name: a status, `reset before` or `reset after` the request was
    accepted, the words of a 400, or nothing, for one that goes well. `again` are updates to hand out once more, as
    after an answer that got lost.
    `files` are the media it was sent, by the file_id it gave each; one taken out of it is one that Telegram does not
    know any more. `uploads` are files of runners. `blocked` are people who blocked the bot. `toasts` is what taps were
    answered with. `now` gives the seconds that messages are dated with.
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
    uploads: dict[str, bytes] = field(default_factory=dict)
    blocked: set[int] = field(default_factory=set)
    toasts: dict[str, str] = field(default_factory=dict)
    reactions: dict[int, str] = field(default_factory=dict)
    webhook: dict[str, Any] = field(default_factory=dict)
    posts: list[int] = field(default_factory=list)
    profile: dict[tuple[str, str], Any] = field(default_factory=dict)
    username: str = "coach_bot"
    now: Callable[[], float] = time.time
    _asked: set[str] = field(default_factory=set)
    _poll: int = 0
    _delivering: asyncio.Task[None] | None = None
    _update_id: int = 100
    _message_id: int = 1000
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=60_000_000)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_get("/file/bot{token}/{path}", self._download)
        self._runner = web.AppRunner(app, handle_signals=False, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        self.url = f"http://127.0.0.1:{port}"
        self._delivering = asyncio.create_task(self._deliver())
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        assert self._delivering is not None
        self._delivering.cancel()
        await self._runner.cleanup()

    # What a runner does.

    async def say(self, text: str, chat_id: int = 7, *, reply_to: int | None = None, **more: Any) -> int:
        """A message; the update's id. `more` are fields of it (`chat`, `from`, `date`)."""
        return await self._add({"message": self._from(chat_id, reply_to, text=text) | more})

    async def edit(self, message_id: int, text: str, chat_id: int = 7) -> int:
        """The runner changes what they wrote; `message_id` is that of their message."""
        message = {**self._from(chat_id, None, text=text), "message_id": message_id, "edit_date": int(self.now())}
        return await self._add({"edited_message": message})

    async def share(self, latitude: float, longitude: float, chat_id: int = 7) -> int:
        """The runner shares where they are."""
        place = {"latitude": latitude, "longitude": longitude}
        return await self._add({"message": self._from(chat_id, None, location=place)})

    async def upload(self, name: str, data: bytes, chat_id: int = 7, *, caption: str | None = None) -> int:
        """The runner sends a file."""
        file_id = f"upload-{len(self.uploads) + 1}"
        self.uploads[file_id] = data
        document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": len(data)}
        what = {"document": document} | ({"caption": caption} if caption else {})
        return await self._add({"message": self._from(chat_id, None, **what)})

    async def block(self, chat_id: int = 7, status: str = "kicked") -> int:
        """The runner blocks the bot (or, with "member", lets it in again)."""
        (self.blocked.add if status == "kicked" else self.blocked.discard)(chat_id)
        return await self._add({"my_chat_member": self._membership(chat_id, status)})

    async def join(self, chat_id: int = -50) -> int:
        """Somebody takes the bot into a group."""
        return await self._add({"my_chat_member": self._membership(chat_id, "member")})

    @property
    def newest(self) -> int:
        """The id of the newest message in any chat, of a runner or the bot."""
        return self._message_id

    async def tap(self, label: str, chat_id: int = 7) -> int:
        """Tap a button of the newest message that has it."""
        for message_id, sent in reversed(self.messages.items()):
            for row in (sent.get("reply_markup") or {}).get("inline_keyboard", []):
                for button in row:
                    if sent["chat_id"] == chat_id and label in button["text"] and "callback_data" in button:
                        return await self.tap_action(message_id, button["callback_data"], chat_id)
        raise AssertionError(f"no button {label!r} in the chat")

    async def tap_action(self, message_id: int, action: str, chat_id: int = 7) -> int:
        """Tap by callback data, also stale or made-up ones."""
        query = {
            "id": f"q{self._update_id + 1}",
            "from": self._who(chat_id)["from"],
            "chat_instance": "1",
            "data": action,
            "message": {"message_id": message_id, "date": int(self.now()), "text": "…", **self._who(chat_id)},
        }
        self._asked.add(str(query["id"]))
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
        group = {"id": chat_id, "type": "supergroup", "title": "Riverside runners"}
        return {
            "chat": group if chat_id < 0 else {"id": chat_id, "type": "private", "first_name": "Ada"},
            "from": {"id": abs(chat_id), "is_bot": False, "first_name": "Ada", "language_code": "en"},
        }

    def _from(self, chat_id: int, reply_to: int | None, **what: Any) -> dict[str, Any]:
        self._message_id += 1
        message = {"message_id": self._message_id, "date": int(self.now()), **what, **self._who(chat_id)}
        if reply_to is not None:
            message["reply_to_message"] = {"message_id": reply_to, "date": 1, **self._who(chat_id)}
        return message

    def _membership(self, chat_id: int, status: str) -> dict[str, Any]:
        bot = {"id": 123456789, "is_bot": True, "first_name": "Coach"}
        until = {"until_date": 0} if status == "kicked" else {}
        before = {"status": "left"} if chat_id < 0 else {"status": "member"}
        members = {"old_chat_member": {"user": bot, **before}}
        members["new_chat_member"] = {"user": bot, "status": status, **until}
        return {"date": int(self.now()), **members, **self._who(chat_id)}

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
        if fault and fault != "reset after":
            return _error(400, fault)
        try:
            result = await self._do(method, params)
        except _AnsweredError as error:
            return _error(error.status, str(error))
        except BadRequestError as error:
            if "not modified" not in str(error):
                self.refused.append(f"{method}: {error}")
            return _error(400, str(error))
        if fault == "reset after":
            request.transport.close()  # type: ignore[union-attr]
            return web.Response()
        return web.json_response({"ok": True, "result": result})

    async def _download(self, request: web.Request) -> web.StreamResponse:
        data = self.uploads.get(request.match_info["path"])
        if request.match_info["token"] != TOKEN or data is None:
            return _error(404, "Not Found")
        return web.Response(body=data)

    async def _deliver(self) -> None:
        """Post updates to the webhook, one by one, each again until it was taken."""
        async with ClientSession() as session:
            while True:
                await asyncio.sleep(0.02)
                if not (self.webhook.get("url") and self.updates):
                    continue
                headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook.get("secret_token", "")}
                with contextlib.suppress(ClientError, TimeoutError, OSError):
                    async with session.post(self.webhook["url"], json=self.updates[0], headers=headers) as answer:
                        self.posts.append(answer.status)
                        if answer.status == 200:
                            del self.updates[0]
                            continue
                await asyncio.sleep(0.2)

    def _fault(self, method: str) -> str | None:
        for number, (name, fault) in enumerate(self.faults):
            if name == method:
                del self.faults[number]
                return fault
        return None

    async def _do(self, method: str, params: dict[str, Any]) -> Any:
        if method not in METHODS:
            raise BadRequestError(f"method {method} is not in this double")
        validate(method, params)
        if int(params.get("chat_id") or 0) in self.blocked and method != "deleteMessage":
            raise _AnsweredError(403, "Forbidden: bot was blocked by the user")
        async with self._changed:
            self.requests.append((method, params))
            self._changed.notify_all()
        return await getattr(self, f"_{method}")(params)

    async def _getMe(self, _: dict[str, Any]) -> Any:
        return {"id": 123456789, "is_bot": True, "first_name": "Coach", "username": self.username}

    async def _setWebhook(self, params: dict[str, Any]) -> Any:
        if params.get("drop_pending_updates") in {"true", True}:
            self.updates.clear()
        self.webhook = params
        return True

    async def _deleteWebhook(self, params: dict[str, Any]) -> Any:
        if params.get("drop_pending_updates") in {"true", True}:
            self.updates.clear()
        self.webhook = {}
        return True

    async def _getWebhookInfo(self, _: dict[str, Any]) -> Any:
        url, waiting = self.webhook.get("url", ""), len(self.updates)
        return {"url": url, "has_custom_certificate": False, "pending_update_count": waiting}

    def _key(self, params: dict[str, Any]) -> str:
        return json.dumps([params.get("scope") or {"type": "default"}, params.get("language_code") or ""])

    async def _setMyCommands(self, params: dict[str, Any]) -> Any:
        self.profile["commands", self._key(params)] = params["commands"]
        return True

    async def _getMyCommands(self, params: dict[str, Any]) -> Any:
        return self.profile.get(("commands", self._key(params)), [])

    async def _setMyDescription(self, params: dict[str, Any]) -> Any:
        self.profile["description", self._key(params)] = params["description"]
        return True

    async def _getMyDescription(self, params: dict[str, Any]) -> Any:
        return {"description": self.profile.get(("description", self._key(params)), "")}

    async def _setMyShortDescription(self, params: dict[str, Any]) -> Any:
        self.profile["short", self._key(params)] = params["short_description"]
        return True

    async def _getMyShortDescription(self, params: dict[str, Any]) -> Any:
        return {"short_description": self.profile.get(("short", self._key(params)), "")}

    async def _setChatMenuButton(self, params: dict[str, Any]) -> Any:
        self.profile["menu button", ""] = params["menu_button"]
        return True

    async def _getChatMenuButton(self, _: dict[str, Any]) -> Any:
        return self.profile.get(("menu button", ""), {"type": "default"})

    async def _sendChatAction(self, _: dict[str, Any]) -> Any:
        return True

    async def _setMessageReaction(self, params: dict[str, Any]) -> Any:
        self.reactions[int(params["message_id"])] = "".join(each["emoji"] for each in params["reaction"])
        return True

    async def _getFile(self, params: dict[str, Any]) -> Any:
        file_id = params["file_id"]
        if file_id not in self.uploads:
            raise _AnsweredError(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        if len(self.uploads[file_id]) > DOWNLOAD_BYTES:
            raise _AnsweredError(400, "Bad Request: file is too big")
        size = len(self.uploads[file_id])
        return {"file_id": file_id, "file_unique_id": file_id, "file_size": size, "file_path": file_id}

    async def _getUpdates(self, params: dict[str, Any]) -> Any:
        if self.webhook.get("url"):
            raise _AnsweredError(409, "Conflict: can't use getUpdates method while webhook is active")
        self._poll += 1
        mine = self._poll
        if self.again:
            once_more, self.again = self.again, []
            return once_more
        offset = int(params.get("offset", 0))
        self.updates = [update for update in self.updates if update["update_id"] >= offset]
        async with self._changed:
            self._changed.notify_all()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait_for(lambda: self.updates or self._poll != mine), POLL_S)
        if self._poll != mine:
            raise _AnsweredError(409, "Conflict: terminated by other getUpdates request")
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
        if "inline_keyboard" not in (before.get("reply_markup") or {"inline_keyboard": []}):
            raise BadRequestError("Bad Request: message can't be edited")
        if (before["text"], before.get("reply_markup")) == (params["text"], params.get("reply_markup")):
            raise BadRequestError("Bad Request: message is not modified")
        return self._keep(message_id, params)

    def _keep(self, message_id: int, params: dict[str, Any]) -> Any:
        seen = shown(params["text"], params.get("parse_mode"), TEXT_LIMIT)
        if not seen.strip():
            raise BadRequestError("Bad Request: message text is empty")
        chat_id = int(params["chat_id"])
        self.messages[message_id] = {**params, "chat_id": chat_id, "shown": seen}
        return {"message_id": message_id, "date": 1, "text": seen, **self._who(chat_id)}

    async def _answerCallbackQuery(self, params: dict[str, Any]) -> Any:
        if params["callback_query_id"] in self.answered or params["callback_query_id"] not in self._asked:
            raise BadRequestError("Bad Request: query is too old and response timeout expired or query ID is invalid")
        if len(params.get("text") or "") > 200:
            raise BadRequestError("Bad Request: MESSAGE_TOO_LONG")
        self.answered.add(params["callback_query_id"])
        self.toasts[params["callback_query_id"]] = params.get("text") or ""
        return True

    async def _sendDocument(self, params: dict[str, Any]) -> Any:
        given = params["document"]
        data = b"" if isinstance(given, str) else given.file.read()
        if len(data) > DOCUMENT_BYTES or not data:
            raise BadRequestError("Request Entity Too Large" if data else "Bad Request: file must be non-empty")
        self._message_id += 1
        chat_id = int(params["chat_id"])
        seen = shown(params.get("caption") or "", params.get("parse_mode"), CAPTION_LIMIT)
        self.messages[self._message_id] = {**params, "chat_id": chat_id, "text": "", "shown": seen, "data": data}
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
        if not data.startswith(FILE_HEADS[kind]) or len(data) > PHOTO_BYTES:
            raise BadRequestError("Bad Request: IMAGE_PROCESS_FAILED")
        file_id = f"{kind}-{len(self.files) + 1}"
        self.files[file_id] = data
        return file_id

    def _keep_media(self, message_id: int, params: dict[str, Any], kind: str, file: str) -> Any:
        caption = params.get("caption") or ""
        seen = shown(caption, params.get("parse_mode"), CAPTION_LIMIT)
        chat_id = int(params["chat_id"])
        kept = {"chat_id": chat_id, "text": "", "shown": seen, "caption": caption, "kind": kind, "file": file}
        self.messages[message_id] = {**kept, "reply_markup": params.get("reply_markup")}
        one = {"file_id": file, "file_unique_id": file, "width": 1024, "height": 600}
        media = (
            {"photo": [{**one, "file_id": "small"}, one]} if kind == "photo" else {"animation": {**one, "duration": 2}}
        )
        return {"message_id": message_id, "date": 1, "caption": seen, **media, **self._who(chat_id)}


def _error(status: int, says: str, parameters: dict[str, Any] | None = None) -> web.Response:
    body = {"ok": False, "error_code": status, "description": says}
    return web.json_response(body | ({"parameters": parameters} if parameters else {}), status=status)
