"""How fast a platform may be written to: so many messages in any second, and a few at once to one chat."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.messages import ChatRef

SECOND = timedelta(seconds=1.04)
"""A second as we count it: a little long, for messages do not arrive as evenly as they leave."""
CHATS_KEPT = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A platform's limits: `overall` in any second; to one chat `burst` at once, then one every `chat_every_s`."""

    overall: int
    chat_every_s: float
    burst: int


class Pace:
    """The limits of one channel at work, by a clock that is passed in; without a rate there are none.

    Counted in windows that slide, so that no second holds more than it may, wherever it begins.
    """

    def __init__(self, rate: Rate | None = None) -> None:
        self._rate = rate
        self._sent: deque[datetime] = deque()
        self._chats: dict[ChatRef, deque[datetime]] = {}
        self._held_until: datetime | None = None

    def free_at(self, now: datetime) -> datetime:
        """When the channel as a whole takes the next message."""
        free = now if self._held_until is None else max(now, self._held_until)
        if self._rate is None:
            return free
        return max(free, _free(self._sent, self._rate.overall, SECOND, now))

    def chat_free_at(self, chat: ChatRef, now: datetime) -> datetime:
        """When this chat takes its next message."""
        if self._rate is None or chat not in self._chats:
            return now
        return _free(self._chats[chat], self._rate.burst, self._chat_window, now)

    @property
    def _chat_window(self) -> timedelta:
        return timedelta(0) if self._rate is None else SECOND * (self._rate.chat_every_s * self._rate.burst)

    def take(self, chat: ChatRef, now: datetime) -> None:
        """A message goes out."""
        if self._rate is None:
            return
        self._sent.append(now)
        self._chats.setdefault(chat, deque()).append(now)
        if len(self._chats) > CHATS_KEPT:
            since = now - self._chat_window
            self._chats = {one: sent for one, sent in self._chats.items() if sent and sent[-1] > since}

    def give_back(self, chat: ChatRef, taken_at: datetime) -> None:
        """The message taken then did not go out after all."""
        for sent in (self._sent, self._chats.get(chat, deque())):
            if taken_at in sent:
                sent.remove(taken_at)

    def hold(self, until: datetime) -> None:
        """The platform wants silence until then."""
        self._held_until = until if self._held_until is None else max(until, self._held_until)


def _free(sent: deque[datetime], most: int, window: timedelta, now: datetime) -> datetime:
    """When one more fits into any window of that length."""
    while sent and not now - window < sent[0] <= now + window:
        sent.popleft()  # past, or from before the clock was set back
    return now if len(sent) < most else sent[len(sent) - most] + window


def paces(channels: Iterable[str], rates: Mapping[str, Rate]) -> dict[str, Pace]:
    """A pace for every channel; one that no rate is given for is unlimited."""
    return {name: Pace(rates.get(name)) for name in channels}
