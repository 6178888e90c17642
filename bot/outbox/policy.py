"""What a failed send leads to, by kind of failure and kind of message (docs/delivery.md is this in words)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from bot.messages import DeliveryError, Kind

REPEATS: Mapping[Kind, int] = {"reply": 2, "edit": 3, "reminder": 2, "timer": 0, "news": 0}
"""How often a send is repeated whose answer was lost, so that nobody knows whether it arrived."""

AFTER_DEATHS: Mapping[Kind, int] = {"reply": 5, "edit": 5, "reminder": 5, "timer": 0, "news": 0}
"""How often where no answer was lost but the process died: a bot that is killed again and again must lose nothing."""

BACKOFF_S = (1, 2, 4, 8, 15, 30, 60, 120, 300)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What becomes of a row: `later` tries it again after `wait`, `off` switches its chat off, `dead` ends it.

    `unknown`: the send may have arrived. `asked`: the platform asked for the wait; `everyone`: for the whole channel.
    """

    what: Literal["later", "off", "dead"]
    reason: str
    wait: timedelta = timedelta(0)
    unknown: bool = False
    asked: bool = False
    everyone: bool = False


def verdict(error: DeliveryError, kind: Kind, *, attempts: int, unknowns: int) -> Verdict:
    """What becomes of a row whose `attempts`-th send failed; `unknowns` of the former ones may have arrived."""
    reason = str(error)[:300]
    if error.permanent:
        return Verdict(what="off", reason=reason)
    if error.refused:
        return Verdict(what="dead", reason=reason)
    if error.retry_after_s is not None:
        wait = timedelta(seconds=max(0.0, error.retry_after_s))
        return Verdict(what="later", reason=reason, wait=wait, asked=True, everyone=error.everyone)
    if error.unknown:
        return unsure(reason, kind, attempts, unknowns)
    return Verdict(what="later", reason=reason, wait=backoff(attempts))


def unsure(reason: str, kind: Kind, attempts: int, unknowns: int, repeats: Mapping[Kind, int] = REPEATS) -> Verdict:
    """What becomes of a row that may have arrived."""
    if unknowns < repeats[kind]:
        return Verdict(what="later", reason=reason, wait=backoff(attempts), unknown=True)
    return Verdict(what="dead", reason=f"may have arrived, not repeated: {reason}", unknown=True)


def backoff(attempts: int) -> timedelta:
    """How long to wait after so many attempts."""
    return timedelta(seconds=BACKOFF_S[min(max(attempts, 1), len(BACKOFF_S)) - 1])
