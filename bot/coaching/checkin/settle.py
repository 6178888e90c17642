"""The sets as they are stored: what cannot be true is withheld and asked about, never stored silently."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.coaching.athlete import Unit
from bot.coaching.checkin.chain import Context, Group, Load
from bot.coaching.report import SetEntry

_MOST = {"reps": 100, "s": 7200, "m": 5000}
_MOST_SETS = 20
_HEAVIEST: dict[Unit, int] = {"kg": 400, "lb": 900}


class Doubt(NamedTuple):
    """What must be asked about an exercise: its sets, its reps or its load; `value` is what was written."""

    exercise: str
    about: str
    value: float | None = None


@dataclass(slots=True)
class Settling:
    """Turns the groups of one exercise into sets, and notes each kind of doubt once."""

    context: Context
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, about: str, value: float | None = None) -> None:
        """Note a doubt; the first of its kind stands."""
        if not any(known.about == about for known in self.doubts):
            self.doubts.append(Doubt(self.context.exercise, about, value))

    def sets(self, groups: Sequence[Group]) -> tuple[SetEntry, ...]:
        """One entry a set; none where their number is in doubt."""
        counts = [1 if group.count is None else group.count for group in groups]
        too_many = sum(counts) > _MOST_SETS
        if too_many or any(group.doubt == "sets" for group in groups):
            self.doubt("sets", float(sum(counts)) if too_many else None)
            return ()
        entries: list[SetEntry] = []
        before: Load | None = None
        for group, count in zip(groups, counts, strict=True):
            inherited = group.load
            entry = self._entry(group, inherited, before)
            before = group.load if entry.load else before
            entries.extend([entry] * count)
        return tuple(entries)

    def _entry(self, group: Group, given: Load | None, before: Load | None) -> SetEntry:
        reps = self._whole(group)
        load = self._true_load(given, before)
        unit: Unit | None = given.unit if given is not None and load else None
        seconds = reps if group.unit == "s" else None
        metres = reps if group.unit == "m" else None
        return SetEntry(
            reps=reps if group.unit == "reps" else None, seconds=seconds, metres=metres, load=load, unit=unit
        )

    def _whole(self, group: Group) -> int | None:
        if group.doubt == "reps":
            self.doubt("reps", group.work)
            return None
        if group.work is None:
            return None
        if group.work > _MOST[group.unit] or (group.unit == "reps" and group.work != int(group.work)):
            self.doubt("reps", group.work)
            return None
        return round(group.work)

    def _true_load(self, load: Load | None, before: Load | None) -> float | None:
        if load is None:
            return None
        last = before.kilos if before is not None else self.context.last_kilos
        slip = last is not None and last > 0 and load.kilos > 0 and not 0.14 < load.kilos / last < 6.5
        if load.doubtful or load.value > _HEAVIEST[load.unit] or slip:
            self.doubt("load", load.value)
            return None
        return int(load.value) if load.value == int(load.value) else round(load.value, 3)
