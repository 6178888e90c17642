"""Named points around every commit and every send, where a proof may kill the process or fail the step."""

from collections.abc import Callable

Reach = Callable[[str], None]
"""Called with a point's name each time it is passed: `receive.before_commit`, `send.after`."""


def unarmed(_name: str) -> None:
    """Nothing happens at any point: how the bot runs outside of proofs."""
