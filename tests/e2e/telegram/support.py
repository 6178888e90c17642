"""Phones on Telegram: what a person types and taps goes through the whole product and a Bot API over real HTTP.

The clock is the tests' own: nobody waits in real time, and a week takes seconds. Updates are handed to the channel's
webhook; what it answers is read off the double's screens.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot import conversation
from bot.app import Parts, parts
from bot.channels.flood import Flood
from bot.channels.telegram import Telegram
from bot.settings import Settings
from bot.store.vitals import vitals
from tests.fakes.bot_api import TOKEN, BadRequestError, BotApi
from tests.fakes.drawings import Drawings

SECRET = "what-only-telegram-knows"


class OwnTime:
    """Stands still until a test moves it; whoever waits goes on at once."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)

    def move(self, to: datetime) -> None:
        assert to >= self._now
        self._now = to


@dataclass
class Platform(BotApi):
    """The double, which also notes edits that change nothing: Telegram answers them with an error."""

    unchanged: list[dict[str, Any]] = field(default_factory=list)
    by_chat: dict[int, list[int]] = field(default_factory=dict)

    async def _do(self, method: str, params: dict[str, Any]) -> Any:
        try:
            result = await super()._do(method, params)
        except BadRequestError as error:
            if "not modified" in str(error):
                self.unchanged.append(params)
            raise
        if method.startswith("send") and isinstance(result, dict):
            self.by_chat.setdefault(int(params["chat_id"]), []).append(result["message_id"])
        return result


@dataclass
class Town:
    """A bot, the platform, and the people who write to it."""

    api: Platform
    clock: OwnTime
    door: Telegram
    made: Parts
    asked: list[str] = field(default_factory=list)
    _numbers: int = 100_000

    def phone(
        self, person: int, name: str = "Ada", language: str | None = "en", zone: str = "Europe/Berlin"
    ) -> "Phone":
        return Phone(town=self, id=person, name=name, language=language, zone=ZoneInfo(zone))

    def next_number(self) -> int:
        self._numbers += 1
        return self._numbers

    async def post(self, update: dict[str, Any]) -> None:
        """Telegram posts an update; one that was not stored would be offered again."""
        if query := update.get("callback_query"):
            self.asked.append(query["id"])
            self.api._asked.add(query["id"])
        assert await self.door.posted(SECRET, json.dumps(update).encode(), self.made.inbox.receive) == 200
        await self.made.inbox.answered()

    async def settle(self) -> None:
        """Everything that may go out now goes out; a chat that has to wait its turn gets the seconds it needs."""
        for _ in range(120):
            await self.made.sender.drain()
            if not (await self.made.database.look(partial(vitals, now=self.clock.now()))).late:
                return
            self.pass_s(1)
        raise AssertionError("something that is due does not go out")

    def pass_s(self, seconds: float) -> None:
        self.clock.move(self.clock.now() + timedelta(seconds=seconds))

    async def at(self, then: datetime) -> None:
        """Time passes until then; reminders and timers come when they are due."""
        while self.clock.now() < then:
            async with self.made.database.reading(self.clock.now()) as work:
                known = [await work.next_due_at(), await work.next_send_at()]
            soonest = min([at for at in known if at is not None and at > self.clock.now()], default=then)
            self.clock.move(min(then, max(soonest, self.clock.now() + timedelta(seconds=1))))
            await self.made.pump()
            await self.settle()

    @property
    def unanswered(self) -> list[str]:
        return [query for query in self.asked if query not in self.api.answered]


@contextlib.asynccontextmanager
async def town(folder: Path, now: str = "2027-01-04T06:55", **settings: object) -> AsyncIterator[Town]:
    """The product at work in this process; at its end nothing was refused and every tap was answered."""
    clock = OwnTime(datetime.fromisoformat(now).replace(tzinfo=UTC))
    chosen = Settings.model_validate({"data_dir": folder, **settings})
    async with Platform(now=lambda: clock.now().timestamp()) as api:
        door = Telegram(
            token=TOKEN,
            clock=clock,
            commands=conversation.COMMANDS,
            root=api.url,
            drawings=Drawings(),
            public_url="https://coach.example.org",
            secret=SECRET,
            admins=chosen.admins,
            flood=Flood(burst=1_000_000),
        )
        async with parts(chosen, clock, [door], make_tables=True) as made:
            here = Town(api=api, clock=clock, door=door, made=made)
            try:
                yield here
                await here.settle()
            finally:
                await made.sender.finish()
                await door.close()
        assert api.refused == [], api.refused
        assert api.unchanged == [], api.unchanged
        assert here.unanswered == [], here.unanswered


@dataclass
class Phone:
    """One person's Telegram. A tap names the start of a button's label, on the newest message that has it."""

    town: Town
    id: int
    name: str = "Ada"
    language: str | None = "en"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Berlin"))
    mine: list[int] = field(default_factory=list)
    _seen: int = 0

    # What the person does.

    async def say(self, text: str, *, reply_to: str | None = None) -> "Phone":
        """Write a message, perhaps as a reply to the newest of the bot's that holds those words."""
        more: dict[str, Any] = {"text": text}
        if reply_to is not None:
            more["reply_to_message"] = self._message(self._newest(lambda one: reply_to in one["shown"]))
        return await self._did({"message": self.message(more)})

    async def edit(self, text: str) -> "Phone":
        """Change the own last message."""
        changed = {**self._message(self.mine[-1]), "edit_date": self._second(), "text": text, "from": self._from()}
        return await self._did({"edited_message": changed})

    async def tap(self, label: str) -> "Phone":
        for message_id, button in reversed(self.buttons()):
            if button["text"].strip("✓☐☑• ").startswith(label) or label in button["text"]:
                return await self.tap_action(message_id, button["callback_data"])
        raise AssertionError(f"no button {label!r}; there are {self.labels()}\n{self.shown()}")

    async def tap_action(self, message_id: int, action: str) -> "Phone":
        """Tap by what a button carries, also one that is on no screen any more."""
        return await self._did(self.tapped(message_id, action))

    def tapped(self, message_id: int, action: str) -> dict[str, Any]:
        """The update of a tap."""
        number = self.town.next_number()
        query = {"id": f"q{number}", "from": self._from(), "chat_instance": "1", "data": action}
        return {"update_id": number, "callback_query": {**query, "message": self._message(message_id)}}

    async def share(self, latitude: float, longitude: float) -> "Phone":
        return await self._did({"message": self.message({"location": {"latitude": latitude, "longitude": longitude}})})

    async def send_file(self, name: str, data: bytes, caption: str | None = None) -> "Phone":
        """Upload a document; the double hands it out by its id."""
        file_id = f"in-{self.town.next_number()}"
        self.town.api.uploads[file_id] = data
        document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": len(data)}
        more = {"document": document} | ({"caption": caption} if caption else {})
        return await self._did({"message": self.message(more)})

    # What the person sees.

    @property
    def chat(self) -> dict[int, dict[str, Any]]:
        """The bot's messages in this chat, oldest first."""
        numbers, messages = self.town.api.by_chat.get(self.id, []), self.town.api.messages
        return {number: messages[number] for number in numbers if number in messages}

    def news(self) -> list[dict[str, Any]]:
        """What came or changed since the person last did something, oldest first."""
        new = self.town.api.requests[self._seen :]
        return [{**params, **(params.get("media") or {})} for method, params in new if self._is_text(method, params)]

    def shown(self) -> str:
        """The words of the news."""
        return "\n".join(str(one.get("text") or one.get("caption") or "") for one in self.news())

    def sees(self, *words: str) -> "Phone":
        for word in words:
            assert word.lower() in self.shown().lower(), f"expected {word!r} in:\n{self.shown()}\n{self.labels()}"
        return self

    def sees_not(self, *words: str) -> "Phone":
        for word in words:
            assert word.lower() not in self.shown().lower(), f"did not expect {word!r} in:\n{self.shown()}"
        return self

    def buttons(self) -> list[tuple[int, dict[str, Any]]]:
        """Every button on the screen with the message it is on, oldest first."""
        return [
            (number, button)
            for number, one in self.chat.items()
            for row in (one.get("reply_markup") or {}).get("inline_keyboard", [])
            for button in row
            if "callback_data" in button
        ]

    def labels(self) -> list[str]:
        """The labels of the newest keyboard."""
        buttons = self.buttons()
        return [button["text"] for number, button in buttons if number == buttons[-1][0]] if buttons else []

    def toast(self) -> str:
        """What answered the last tap."""
        answers = [params for method, params in self.town.api.requests if method == "answerCallbackQuery"]
        return str(answers[-1].get("text") or "") if answers else ""

    async def until(self, wall: str) -> "Phone":
        """Time passes until that hour of the person's own."""
        self._look_away()
        await self.town.at(datetime.fromisoformat(wall).replace(tzinfo=self.zone).astimezone(UTC))
        return self

    # How it works.

    def message(self, more: dict[str, Any]) -> dict[str, Any]:
        """A message of the person's, as Telegram hands it out."""
        self.town.api._message_id += 1
        number = self.town.api._message_id
        self.mine.append(number)
        return {**self._message(number), "from": self._from(), **more}

    def _message(self, number: int) -> dict[str, Any]:
        chat = {"id": self.id, "type": "private", "first_name": self.name}
        return {"message_id": number, "date": self._second(), "chat": chat}

    def _from(self) -> dict[str, Any]:
        who: dict[str, Any] = {"id": self.id, "is_bot": False, "first_name": self.name}
        return who | ({"language_code": self.language} if self.language else {})

    def _second(self) -> int:
        return int(self.town.clock.now().timestamp())

    def _newest(self, wanted: Callable[[dict[str, Any]], bool]) -> int:
        return next(number for number, one in reversed(self.chat.items()) if wanted(one))

    def _is_text(self, method: str, params: dict[str, Any]) -> bool:
        return method.startswith(("send", "edit")) and str(params.get("chat_id")) == str(self.id)

    def _look_away(self) -> None:
        self._seen = len(self.town.api.requests)

    async def _did(self, update: dict[str, Any]) -> "Phone":
        self._look_away()
        self.town.pass_s(5)
        await self.town.post({"update_id": self.town.next_number(), **update})
        await self.town.settle()
        return self
