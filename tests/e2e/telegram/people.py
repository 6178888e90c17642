"""Runners who do anything at all: tap what they see or saw long ago, write sense and nonsense, block, come back."""

import random
from dataclasses import dataclass, field
from typing import Any

from bot.conversation import COMMANDS
from tests.e2e.telegram.support import Phone, Town

NAMES = ("Ada", "<b>Bo</b> & Söhne", "李小龙", "مريم", 'O\'Neil "Speedy"', "🏃‍♀️", "{name} %s", "x" * 64)
LANGUAGES = ("en", "en", "de", "pt-br", None)
NAMED = [command.name for command in COMMANDS]
ARGUMENTS = (
    *("", "", "", "rdl", "20 min", "hotel, no bar", "intervals to Thursday", "knee 4/10 left", "tonight", "tomorrow"),
    *("until Friday", "plank", "zzz", "1", "-1", "<i>x", "@", "x" * 300, "morning 06:30", "body mass 71", "lb"),
)
SENSE = (
    *("done", "skipped, knee 4/10", "all but the calf raises, 40 min", "RDL 4x6 80kg rpe 8", "was yesterday", "undo"),
    *("squat 5x5 100, bench 3x8 60", "ran 10k easy", "half marathon on 6 June", "yes", "no", "ok", "skip", "back"),
    *("full gym", "Berlin", "Tue hard 7:00 60min, Sun long 8am 2h", "any day 18:00", "beginner", "154 lb", "none"),
    *("deadlift 120, squat 80x5", "intervals moved to Friday", "slept badly", "very sore", "4", "0", "10", "5x375"),
    *("I'm ill until Monday", "holiday from tomorrow to Sunday", "chest pain", "my knee hurts 7/10", "fell, dizzy"),
    *("what should I eat", "why deadlifts?", "thanks!", "how do I do a pallof press", "New York", "remind me at 6:30"),
)
NONSENSE = (
    *("<b>&amp;</i>", "</blockquote><blockquote>", "&#x41; &nope; <", "🏃" * 2000, "مرحبا كيف الحال", "\u202egnp.exe"),
    *("a" * 4096, "\x00\x07", "\ud83d", "'; DROP TABLE athletes; --", "{0} {name} %s %(x)s", "\n" * 400, "0" * 400),
    *("9" * 30 + " kg", "-5x-5 @ -80", "1e999", "NaN", "∞", "½ 4×6 @ ２０kg", "/", "//", "/ today", "/today@coach_bot"),
    *(
        "/today@another_bot",
        "/start x",
        "/start invite_nope",
        "/start " + "A" * 64,
        "/zzz",
        "1|day|swap",
        "3/9",
        "\u200b",
    ),
    *("deadlift " * 400, "5x5, " * 800, "(" * 500, "knee " * 300, "Z̷̢a͝l̶g̕o" * 50, "٤x٦ ٨٠ كغ", "RDL 4x6 80kg\r\nrpe 8"),
)
ACTIONS = ("1|", "1|nothing", "0|old|tap", "9|day|x", "x" * 64, "|" * 64, "1|day|swap|💥", "1|set|" + "9" * 50, " ")
FILES = (
    ("athlete.json", b'{"version": 1, "athlete": {}}'),
    ("broken.json", b'{"version": '),
    ("log.csv", b"Date,Exercise,Weight,Reps\n2026-12-01,Squat,100,5\n2026-12-01,Squat,nope,5\n"),
    ("export.zip", b"PK\x03\x04not really a zip"),
    ("<b>.txt", b"\xff\xfe\x00binary\x00"),
    ("x" * 200 + ".json", b"[]"),
    ("large.bin", b"x" * 100_000),
)
OTHER: tuple[dict[str, Any], ...] = (
    {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]},
    {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}], "caption": "done, felt easy"},
    {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}},
    {"dice": {"emoji": "🎲", "value": 4}},
    {"contact": {"phone_number": "1", "first_name": "Bo"}},
    {"new_chat_title": "x"},
)


@dataclass
class Person:
    """One runner with a phone; `random` decides everything."""

    phone: Phone
    random: random.Random
    said: list[int] = field(default_factory=list)
    past: list[dict[str, Any]] = field(default_factory=list)
    blocks: bool = False

    @classmethod
    def in_town(cls, here: Town, number: int, seed: int) -> "Person":
        chance = random.Random(f"{seed} {number}")
        return cls(here.phone(number, chance.choice(NAMES), chance.choice(LANGUAGES)), chance)

    def acts(self) -> list[dict[str, Any]]:
        """The next updates, mostly one."""
        if self.blocks:
            self.blocks = False
            self.phone.town.api.blocked.discard(self.phone.id)
            return [self._member("kicked", "member"), self._text("/today")]
        chance = self.random.random()
        for most, act in (
            (0.50, self._taps),
            (0.56, self._taps_long_ago),
            (0.60, self._taps_what_never_was),
            (0.62, self._is_offered_again),
            (0.74, self._commands),
            (0.85, lambda: [self._text(self.random.choice(SENSE))]),
            (0.90, lambda: [self._text(self.random.choice(NONSENSE))]),
            (0.93, self._edits),
            (0.955, self._replies),
            (0.97, self._shares),
            (0.985, self._uploads),
            (0.995, self._sends_something_else),
            (1.0, self._goes),
        ):
            if chance <= most:
                updates = act()
                self.past += updates
                return updates
        raise AssertionError(chance)

    def _taps(self) -> list[dict[str, Any]]:
        buttons = self.phone.buttons()
        if not buttons:
            return [self._text("/start")]
        newest = {number for number, _ in buttons[-30:]}
        carrier, button = self.random.choice([each for each in buttons if each[0] in newest])
        twice = self.random.random() < 0.06
        return [self.phone.tapped(carrier, button["callback_data"]) for _ in range(2 if twice else 1)]

    def _taps_long_ago(self) -> list[dict[str, Any]]:
        there = self.phone.town.api.messages  # a message that is gone cannot be tapped
        taps = [each["callback_query"] for each in self.past if "callback_query" in each]
        old = [query for query in taps if query["message"]["message_id"] in there]
        if not old:
            return self._taps()
        query = self.random.choice(old)
        return [self.phone.tapped(query["message"]["message_id"], query["data"])]

    def _taps_what_never_was(self) -> list[dict[str, Any]]:
        buttons = self.phone.buttons()
        if not buttons:
            return [self._text("/start")]
        carrier, button = self.random.choice(buttons)
        action = self.random.choice(ACTIONS)
        if self.random.random() < 0.6:
            true = button["callback_data"]
            place = self.random.randrange(len(true))
            action = true[:place] + self.random.choice(("", "|", "9", "-", "é", "x|y|z")) + true[place + 1 :]
        while len(action.encode()) > 64:
            action = action[:-1]
        return [self.phone.tapped(carrier, action or "-")]

    def _is_offered_again(self) -> list[dict[str, Any]]:
        return [self.random.choice(self.past)] if self.past else [self._text("/start")]

    def _commands(self) -> list[dict[str, Any]]:
        return [self._text(f"/{self.random.choice(NAMED)} {self.random.choice(ARGUMENTS)}".strip())]

    def _edits(self) -> list[dict[str, Any]]:
        if not self.said:
            return [self._text("hello")]
        words = self.random.choice(SENSE if self.random.random() < 0.8 else NONSENSE)
        who = {"from": self.phone._from(), "edit_date": self.phone._second(), "text": words}
        return [self._update({"edited_message": {**self.phone._message(self.random.choice(self.said)), **who}})]

    def _replies(self) -> list[dict[str, Any]]:
        seen = list(self.phone.chat)
        to = {"reply_to_message": self.phone._message(self.random.choice(seen))} if seen else {}
        return [self._text(self.random.choice(SENSE), **to)]

    def _shares(self) -> list[dict[str, Any]]:
        latitude, longitude = self.random.uniform(-90, 90), self.random.uniform(-180, 180)
        return [self._message({"location": {"latitude": latitude, "longitude": longitude}})]

    def _uploads(self) -> list[dict[str, Any]]:
        name, data = self.random.choice(FILES)
        file = f"in-{self.phone.town.next_number()}"
        if self.random.random() < 0.9:
            self.phone.town.api.uploads[file] = data
        document = {"file_id": file, "file_unique_id": file, "file_name": name, "file_size": len(data)}
        return [self._message({"document": document})]

    def _sends_something_else(self) -> list[dict[str, Any]]:
        if self.random.random() < 0.3:
            marked = {"type": "emoji", "emoji": "👍"}
            chat = {"chat": {"id": self.phone.id, "type": "private", "first_name": "x"}, "user": self.phone._from()}
            reaction = {"message_id": 7, "date": self.phone._second(), "old_reaction": [], "new_reaction": [marked]}
            return [self._update({"message_reaction": {**chat, **reaction}})]
        return [self._message(self.random.choice(OTHER))]

    def _goes(self) -> list[dict[str, Any]]:
        self.blocks = True
        self.phone.town.api.blocked.add(self.phone.id)
        return [self._member("member", "kicked")]

    def _member(self, before: str, after: str) -> dict[str, Any]:
        bot = {"id": 123456789, "is_bot": True, "first_name": "Coach"}
        gone = {"user": bot, "status": "kicked", "until_date": 0}
        was, now = ({"user": bot, "status": "member"} if each == "member" else gone for each in (before, after))
        chat = {"id": self.phone.id, "type": "private", "first_name": "x"}
        change = {"chat": chat, "from": self.phone._from(), "date": self.phone._second()}
        return self._update({"my_chat_member": {**change, "old_chat_member": was, "new_chat_member": now}})

    def _text(self, words: str, **more: Any) -> dict[str, Any]:
        return self._message({"text": words, **more})

    def _message(self, more: dict[str, Any]) -> dict[str, Any]:
        message = self.phone.message(more)
        self.said.append(message["message_id"])
        return self._update({"message": message})

    def _update(self, what: dict[str, Any]) -> dict[str, Any]:
        return {"update_id": self.phone.town.next_number(), **what}
