"""Runners as they were last read or written: values never change, so a version number tells whether they still hold."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.coaching.runner import Runner

KEPT = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A runner at a version, with the reports since a day."""

    version: int
    since: date
    runner: Runner


class Cache:
    """The runners this process saw lately. Filled only with what was committed."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._known: OrderedDict[int, Known] = OrderedDict()

    def get(self, athlete_id: int, version: int, since: date) -> Runner | None:
        """The runner, where that is what the database holds."""
        known = self._known.get(athlete_id)
        if known is None or known.version != version or known.since != since:
            return None
        self._known.move_to_end(athlete_id)
        return known.runner

    def put(self, found: Mapping[int, Known]) -> None:
        """Remember what a transaction has read or committed."""
        for athlete_id, known in found.items():
            self._known[athlete_id] = known
            self._known.move_to_end(athlete_id)
        while len(self._known) > self._kept:
            self._known.popitem(last=False)
