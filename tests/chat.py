"""A chat with the coach in a test: words and taps go through the conversation, what comes back is kept on a screen.

`Chat.ready(now="2027-01-05T06:55")` is a runner who has answered everything; `Chat()` one who never wrote before.
No database: effects are carried out on the Runner value itself, so that a test reads like the chat it is.
"""

import re
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

from bot import content as content_room
from bot.coaching.athlete import ALL_GYM_DAYS, EVERYTHING, Athlete, Run
from bot.coaching.report import Report
from bot.coaching.runner import Runner
from bot.conversation.handle import after, handle, remind
from bot.conversation.turn import (
    CodeUsed,
    Effect,
    EraseAll,
    History,
    Host,
    LoadAll,
    MakeCode,
    Outcome,
    Result,
    Turn,
    UndoLast,
    Undone,
    Unlink,
    UseCode,
)
from bot.messages import TEXT_LIMIT, Button, ChatRef, Document, Inbound, Reply

CHAT = ChatRef(channel="test", chat_id="1")
TAGS = {"b", "i", "code", "blockquote"}
ASIDE = {"dialog", "guided", "id"}


@lru_cache(maxsize=1)
def real_content() -> content_room.Content:
    """The content that ships."""
    return content_room.load(content_room.content_dir())


RUNS = (
    Run(weekday=1, type="hard", time=time(7), minutes=60),
    Run(weekday=2, type="easy", time=time(7), minutes=45),
    Run(weekday=3, type="hard", time=time(7), minutes=60),
    Run(weekday=5, type="easy", time=time(7), minutes=40),
    Run(weekday=6, type="long", time=time(8), minutes=120),
)


def profile(**changes: object) -> Athlete:
    """Profile P of the rules, section 5."""
    known = Athlete(
        start=date(2027, 1, 4),
        unit="kg",
        body_mass=70,
        experience="intermediate",
        age=35,
        equipment=EVERYTHING,
        runs=RUNS,
        gym=ALL_GYM_DAYS,
        runs_given=True,
        gym_given=True,
        race=date(2027, 6, 6),
    )
    return replace(known, **changes)  # type: ignore[arg-type]


@dataclass
class Shown:
    """A message on the screen."""

    id: str
    at: datetime
    reply: Reply
    text: str
    edited: int = 0

    @property
    def buttons(self) -> list[str]:
        return [button.label for row in self.reply.buttons for button in row]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, f"<{tag}> is not in the subset"
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another"


def plain(text: str) -> str:
    """A message's text without its marks."""
    bare = re.sub(r"</?(?:b|i|code|blockquote)(?: expandable)?>", "", text)
    return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


class Chat:
    """One runner's chat. `now` is wall time in `zone`."""

    def __init__(self, now: str = "2027-01-05T06:55", *, zone: str = "UTC", runner: Runner | None = None) -> None:
        self.now = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        self.content = real_content()
        self.host = Host(name="Test Host", version="0.1.0", source="https://example.org/strongstride")
        self.runner = runner or self._stranger()
        self.screen: list[Shown] = []
        self.replies: list[Reply] = []
        self.toast: str | None = None
        self.outcome: Outcome | None = None
        self.journal: list[tuple[str, Runner, Runner]] = []
        self.withdrawn: list[Report] = []
        self.codes: dict[str, MakeCode] = {}
        self.mine: list[tuple[str, str]] = []
        self._updates = 0
        self._timers: list[tuple[datetime, Reply]] = []

    @classmethod
    def ready(cls, now: str = "2027-01-05T06:55", *, zone: str = "Europe/Berlin", **changes: object) -> "Chat":
        """A runner with profile P who has answered everything; `changes` are fields of Athlete or Runner."""
        names = {field.name for field in fields(Athlete)}
        athlete = profile(**{name: value for name, value in changes.items() if name in names})
        rest = {name: value for name, value in changes.items() if name not in names}
        runner = Runner(
            id=1,
            athlete=athlete,
            zone=zone,
            consented_at=datetime(2027, 1, 4, 6, tzinfo=UTC),
            health_consent=True,
            onboarded=True,
        )
        return cls(now, zone=zone, runner=replace(runner, **rest))  # type: ignore[arg-type]

    def _stranger(self) -> Runner:
        return Runner(id=1, athlete=Athlete(start=self.now.date()))

    # -- what the runner does ------------------------------------------------------------------------------------------

    def say(self, text: str, *, reply_to: Shown | None = None) -> "Chat":
        """The runner types `text`, or replies with it to a message on the screen."""
        self._updates += 1
        message_id = f"m{self._updates}"
        self.mine.append((message_id, text))
        about = reply_to.reply.about if reply_to else None
        return self._take(self._inbound(text=text, message_id=message_id, reply_to=reply_to and reply_to.id), about)

    def edit(self, text: str) -> "Chat":
        """The runner edits their last message."""
        message_id, _old = self.mine[-1]
        self.mine[-1] = (message_id, text)
        return self._take(self._inbound(text=text, message_id=message_id, edited=True), None)

    def tap(self, label: str, *, on: Shown | None = None) -> "Chat":
        """The runner taps the button that reads or starts like `label`: on the newest message that has one, or `on`."""
        shown, button = self._button(label, on)
        inbound = self._inbound(tap=button.action, message_id=shown.id)
        return self._take(inbound, shown.reply.about, tapped=shown)

    def send_action(self, action: str) -> "Chat":
        """A tap on a button that is on no screen any more."""
        return self._take(self._inbound(tap=action, message_id="old"), None)

    def share(self, lat: float, lon: float) -> "Chat":
        """The runner shares where they are."""
        return self._take(self._inbound(location=(lat, lon)), None)

    def upload(self, name: str, data: bytes) -> "Chat":
        """The runner sends a file."""
        return self._take(self._inbound(document=Document(name=name, data=data)), None)

    def advance(self, **delta: float) -> "Chat":
        """Time passes; timers that ring meanwhile are shown."""
        until = self.now + timedelta(**delta)
        self.replies = []
        for due, reply in sorted(self._timers, key=lambda each: each[0]):
            if due <= until:
                self.now = due
                self._timers.remove((due, reply))
                self._show(replace(reply, after_s=0), None)
        self.now = until
        return self

    def at(self, wall: str) -> "Chat":
        """Time passes until that wall time of the runner: `2027-01-06T07:00`."""
        then = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(self.runner.zone or "UTC")).astimezone(UTC)
        return self.advance(seconds=(then - self.now).total_seconds())

    def remind(self, kind: str, due: str | None = None) -> "Chat":
        """A reminder of that kind falls due (now, or at that wall time)."""
        turn = self._turn(self._inbound(), None)
        due_local = datetime.fromisoformat(due) if due else turn.local.replace(tzinfo=None)
        self.replies, self.toast = [], None
        due_local = due_local.replace(tzinfo=ZoneInfo(self.runner.zone or "UTC"))
        self._accept(turn, remind(turn, kind, due_local), None)  # type: ignore[arg-type]
        return self

    # -- what the runner sees ------------------------------------------------------------------------------------------

    @property
    def last(self) -> str:
        """The newest message, without marks."""
        assert self.screen, "nothing has been said yet"
        return plain(self.screen[-1].text)

    @property
    def said(self) -> str:
        """All that came back last time: messages and the toast."""
        return "\n".join([*(plain(reply.text) for reply in self.replies), self.toast or ""]).strip()

    @property
    def buttons(self) -> list[str]:
        """The labels of the newest keyboard."""
        return next((shown.buttons for shown in reversed(self.screen) if shown.buttons), [])

    def expect(self, *texts: str) -> "Chat":
        """All of these came back last time, whatever the case."""
        for text in texts:
            assert text.lower() in self.said.lower(), f"expected {text!r} in:\n{self.said}\nbuttons: {self.buttons}"
        return self

    def expect_not(self, *texts: str) -> "Chat":
        """None of these came back last time."""
        for text in texts:
            assert text.lower() not in self.said.lower(), f"did not expect {text!r} in:\n{self.said}"
        return self

    def expect_buttons(self, *labels: str) -> "Chat":
        """The newest keyboard has these (each the start of a label)."""
        for label in labels:
            assert any(_matches(each, label) for each in self.buttons), f"no button {label!r} in {self.buttons}"
        return self

    # -- how it works --------------------------------------------------------------------------------------------------

    def _button(self, label: str, on: Shown | None) -> tuple[Shown, Button]:
        places = [on] if on else list(reversed(self.screen))
        for exact in (True, False):
            for shown in places:
                for button in (button for row in shown.reply.buttons for button in row):
                    if button.label == label if exact else _matches(button.label, label):
                        return shown, button
        raise AssertionError(f"no button {label!r}; there are {self.buttons}")

    def _inbound(self, **what: object) -> Inbound:
        self._updates += 1
        return Inbound(
            chat=CHAT,
            update_id=str(self._updates),
            at=self.now,
            sender_id="7",
            sender_name="Robin",
            **what,  # type: ignore[arg-type]
        )

    def _turn(self, inbound: Inbound, about: str | None) -> Turn:
        return Turn(
            inbound=inbound,
            runner=self.runner,
            content=self.content,
            now=self.now,
            host=self.host,
            replied_about=about,
            first=not self.screen,
        )

    def _take(self, inbound: Inbound, about: str | None, tapped: Shown | None = None) -> "Chat":
        self.replies, self.toast = [], None
        turn = self._turn(inbound, about)
        self._accept(turn, handle(turn), tapped)
        return self

    def _accept(self, turn: Turn, outcome: Outcome, tapped: Shown | None) -> None:
        self.outcome = outcome
        before, self.runner = self.runner, outcome.runner
        if outcome.change:
            self.journal.append((outcome.change, before, outcome.runner))
        self._timers = [(due, reply) for due, reply in self._timers if reply.key not in outcome.cancel]
        for reply in outcome.replies:
            self._show(reply, tapped)
        if outcome.effect is not None:
            result = self._perform(outcome.effect)
            then = replace(turn, runner=self.runner)
            self._accept(then, after(then, outcome.effect, result), tapped)

    def _show(self, reply: Reply, tapped: Shown | None) -> None:
        if reply.after_s:
            self._timers.append((self.now + timedelta(seconds=reply.after_s), reply))
            return
        _check(reply)
        self.toast = reply.toast or self.toast
        if not reply.text and not reply.document:
            assert reply.toast, "a reply that says nothing"
            return
        self.replies.append(reply)
        target = tapped if reply.edit else None
        if reply.edit_of:
            target = next((each for each in reversed(self.screen) if each.reply.key == reply.edit_of), None)
        if target is not None:
            target.reply = replace(reply, key=reply.key or target.reply.key, about=reply.about or target.reply.about)
            target.text = reply.text
            target.edited += 1
            return
        self.screen.append(Shown(id=f"b{len(self.screen) + 1}", at=self.now, reply=reply, text=reply.text))

    def _perform(self, effect: Effect) -> Result:
        if isinstance(effect, UndoLast):
            return self._undo()
        if isinstance(effect, LoadAll):
            changes = tuple((self.now, change) for change, _before, _after in self.journal)
            return History(reports=self.runner.reports, withdrawn=tuple(self.withdrawn), chats=(CHAT,), changes=changes)
        if isinstance(effect, MakeCode):
            code = f"CODE{len(self.codes) + 1}"
            self.codes[code] = effect
            return code
        if isinstance(effect, UseCode):
            made = self.codes.pop(effect.code, None)
            return made and CodeUsed(purpose=made.purpose, runner=self.runner, payload=made.payload)
        if isinstance(effect, Unlink):
            return 0
        assert isinstance(effect, EraseAll)
        self.runner, self.journal = self._stranger(), []
        return None

    def _undo(self) -> Undone | None:
        if not self.journal:
            return None
        change, before, changed = self.journal.pop()
        back = {
            field.name: getattr(before, field.name)
            for field in fields(Runner)
            if field.name not in ASIDE and getattr(before, field.name) != getattr(changed, field.name)
        }
        if back.get("flag", self.runner.flag) is None:
            back["flag"] = self.runner.flag  # as in the store: a red flag is settled, not undone (R27)
        self.runner = replace(self.runner, **back)
        return Undone(change=change, runner=self.runner)


def _matches(label: str, wanted: str) -> bool:
    bare = re.sub(r"^[^\w]+", "", label)
    return bare.lower().startswith(wanted.lower()) or label.startswith(wanted)


def _check(reply: Reply) -> None:
    """What holds for every message: it fits, its marks are of the subset and closed, nothing is left unfilled."""
    text = reply.text
    assert len(text) <= TEXT_LIMIT, f"a message of {len(text)} characters"
    tags = _Tags()
    tags.feed(text)
    tags.close()
    assert not tags.open, f"left open: {tags.open} in {text!r}"
    assert not re.search(r"\{\w*\}", text), f"an unfilled field in {text!r}"
    assert not re.search(r"\bNone\b|frozenset|datetime\.", text), f"a bare value in {text!r}"
    labels = [button.label for row in reply.buttons for button in row]
    assert all(0 < len(label) <= 40 for label in labels), f"labels too long or empty: {labels}"
    assert all(len(row) <= 8 for row in reply.buttons), "more than eight buttons in a row"
