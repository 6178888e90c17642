"""Named points around every commit and every send, where a proof may kill the process or fail the step."""

import os
import re
import signal
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Self

Reach = Callable[[str], None]
"""Called with a point's name each time it is passed: `receive.before_commit`, `send.after`."""

TRANSACTIONS = (
    *("receive", "failed", "pick", "sent", "expire", "tick", "prune", "lease", "other"),
    *("pace", "sweep", "finish"),  # on PostgreSQL
)
"""What commits, by name: `Database.begin(now, name)`."""
POINTS = frozenset(f"{name}.{moment}_commit" for name in TRANSACTIONS for moment in ("before", "after")) | {
    "send.before",
    "send.after",
    "restore.copied",
    "restore.kept",
    "restore.table",
    "restore.before_commit",
    "restore.after_commit",
}
"""Every point there is; a test passes each of them in a normal run."""

_FORM = re.compile(r"(?P<point>[a-z_.]+)=(?P<what>kill|stop|error)(?:@(?P<pass>[1-9]\d{0,5}))?")
_EXAMPLE = "Write it like send.after=kill@3 (the third time it is passed; kill, stop or error), several with commas."


class FaultError(Exception):
    """The step was to fail here."""


def unarmed(_name: str) -> None:
    """Nothing happens at any point: how the bot runs outside of proofs."""


class Faults:
    """Points that do something the n-th time they are passed in this process; itself a `Reach`."""

    def __init__(self, armed: Mapping[tuple[str, int], str]) -> None:
        self._armed = dict(armed)
        self._passed: Counter[str] = Counter()

    @classmethod
    def read(cls, text: str) -> Self:
        """From `send.after=kill@3, pick.after_commit=error`; without `@` the first pass counts.

        `kill` ends the process as `kill -9` does, `stop` holds it until it is sent SIGCONT, `error` raises FaultError.
        Raises ValueError with a sentence.
        """
        armed = {}
        for part in filter(None, (word.strip() for word in text.split(","))):
            found = _FORM.fullmatch(part)
            if found is None:
                raise ValueError(f"STRONGSTRIDE_FAILPOINTS: {part!r} is not understood. {_EXAMPLE}")
            if found["point"] not in POINTS:
                raise ValueError(
                    f"STRONGSTRIDE_FAILPOINTS: there is no point {found['point']!r}; known are "
                    f"{', '.join(sorted(POINTS))}."
                )
            armed[found["point"], int(found["pass"] or 1)] = found["what"]
        return cls(armed)

    def __call__(self, name: str) -> None:
        """The point is passed."""
        self._passed[name] += 1
        what = self._armed.get((name, self._passed[name]))
        if what == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif what == "stop":
            os.kill(os.getpid(), signal.SIGSTOP)
        elif what == "error":
            raise FaultError(f"{name} was to fail")
