"""What the Bot API would refuse, ignore or cut, by its documentation (https://core.telegram.org/bots/api)."""

import re
from html.parser import HTMLParser
from typing import Any

from aiogram import methods
from aiohttp import web
from pydantic import ValidationError

METHODS = {
    "getMe": methods.GetMe,
    "getUpdates": methods.GetUpdates,
    "setWebhook": methods.SetWebhook,
    "deleteWebhook": methods.DeleteWebhook,
    "getWebhookInfo": methods.GetWebhookInfo,
    "setMyCommands": methods.SetMyCommands,
    "getMyCommands": methods.GetMyCommands,
    "setMyDescription": methods.SetMyDescription,
    "getMyDescription": methods.GetMyDescription,
    "setMyShortDescription": methods.SetMyShortDescription,
    "getMyShortDescription": methods.GetMyShortDescription,
    "setChatMenuButton": methods.SetChatMenuButton,
    "getChatMenuButton": methods.GetChatMenuButton,
    "sendMessage": methods.SendMessage,
    "editMessageText": methods.EditMessageText,
    "answerCallbackQuery": methods.AnswerCallbackQuery,
    "sendDocument": methods.SendDocument,
    "sendPhoto": methods.SendPhoto,
    "sendAnimation": methods.SendAnimation,
    "sendChatAction": methods.SendChatAction,
    "setMessageReaction": methods.SetMessageReaction,
    "editMessageMedia": methods.EditMessageMedia,
    "editMessageCaption": methods.EditMessageCaption,
    "deleteMessage": methods.DeleteMessage,
    "getFile": methods.GetFile,
}
JSON_FIELDS = {
    *("reply_markup", "allowed_updates", "commands", "link_preview_options", "entities", "media"),
    *("scope", "menu_button", "reaction", "reply_parameters"),
}
TAGS = {"b", "i", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"}
TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITIES = 100
BUTTONS, BUTTONS_A_ROW = 100, 8
ACTIONS = {"typing", "upload_photo", "upload_document", "upload_video", "find_location", "choose_sticker"}
REACTIONS = set("👍👎🔥🥰👏😁🤔🎉🙏👌💯⚡🏆🍾💔🤨😐🤝✍🤗🫡👀😎")
START = re.compile(r"[A-Za-z0-9_-]{1,64}")
LINK = re.compile(r"(https?|tg)://\S+")


class BadRequestError(Exception):
    """What Telegram answers with 400."""


class _Html(HTMLParser):
    """Telegram's own rules for HTML: known tags only, closed in order, quotes not within quotes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.entities = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in TAGS:
            raise BadRequestError(f"Bad Request: can't parse entities: unsupported start tag {tag!r}")
        if tag == "blockquote" and tag in self.open:
            raise BadRequestError("Bad Request: can't parse entities: a quote within a quote")
        self.entities += 1
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
    if reader.entities > ENTITIES:
        raise BadRequestError(f"more than {ENTITIES} entities, of which Telegram ignores the rest")
    return reader.text


def shown(text: str, mode: str | None, limit: int) -> str:
    """What is seen of a text or caption; BadRequestError where it is too long."""
    seen = read_html(text) if mode == "HTML" else text
    if len(seen.encode("utf-16-le", "surrogatepass")) // 2 > limit:
        raise BadRequestError(f"Bad Request: message {'caption ' if limit == CAPTION_LIMIT else ''}is too long")
    return seen


def validate(method: str, params: dict[str, Any]) -> None:
    """BadRequestError where the method has no such parameters, or a value is outside of what is documented."""
    model = METHODS[method]
    attached = str((params.get("media") or {}).get("media", "")).removeprefix("attach://")
    if unknown := set(params) - set(model.model_fields) - {attached}:
        raise BadRequestError(f"unknown parameters {sorted(unknown)}")
    known = {key: "attach" if isinstance(value, web.FileField) else value for key, value in params.items()}
    try:
        model.model_validate(known)
    except ValidationError as error:
        raise BadRequestError(str(error)) from None
    keyboard(params.get("reply_markup") or {})
    _limits(params)


def keyboard(markup: dict[str, Any]) -> None:
    """BadRequestError where a keyboard's buttons would not be taken, or shown."""
    rows = markup.get("inline_keyboard", markup.get("keyboard", []))
    if len([each for row in rows for each in row]) > BUTTONS or any(len(row) > BUTTONS_A_ROW for row in rows):
        raise BadRequestError("Bad Request: too many buttons")
    if any(not row for row in rows) or ("keyboard" in markup and not rows):
        raise BadRequestError("Bad Request: an empty row of buttons")
    for button in (each for row in markup.get("inline_keyboard", []) for each in row):
        kinds = [kind for kind in ("callback_data", "url") if button.get(kind) is not None]
        if len(kinds) != 1 or not button["text"].strip():
            raise BadRequestError("Bad Request: text buttons are unallowed in the inline keyboard")
        if "url" in kinds and not LINK.fullmatch(button["url"]):
            raise BadRequestError("Bad Request: BUTTON_URL_INVALID")
        if "callback_data" in kinds and not 1 <= len(button["callback_data"].encode()) <= 64:
            raise BadRequestError("Bad Request: BUTTON_DATA_INVALID")
        if (start := re.search(r"[?&]start=([^&]*)", button.get("url") or "")) and not START.fullmatch(start[1]):
            raise BadRequestError("a deep link's parameter is A-Z, a-z, 0-9, _ and -, at most 64")


def _limits(params: dict[str, Any]) -> None:
    for command in params.get("commands") or ():
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]) or not 1 <= len(command["description"]) <= 256:
            raise BadRequestError("Bad Request: BOT_COMMAND_INVALID")
    if len(params.get("commands") or ()) > 100:
        raise BadRequestError("Bad Request: BOT_COMMANDS_TOO_MUCH")
    for name, most in (("description", 512), ("short_description", 120)):
        if len(params.get(name) or "") > most:
            raise BadRequestError(f"Bad Request: {name} is too long")
    if not re.fullmatch(r"[a-z]{0,2}", params.get("language_code") or ""):
        raise BadRequestError("Bad Request: LANG_CODE_INVALID")
    if params.get("action") is not None and params["action"] not in ACTIONS:
        raise BadRequestError("Bad Request: wrong parameter action in request")
    for reaction in params.get("reaction") or ():
        if reaction.get("emoji") not in REACTIONS:
            raise BadRequestError("Bad Request: REACTION_INVALID")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", params.get("secret_token") or ""):
        raise BadRequestError("Bad Request: secret token contains unallowed characters")
