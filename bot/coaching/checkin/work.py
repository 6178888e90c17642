"""What an exercise's numbers mean: which is sets, which reps, which load (docs/contracts/checkin.md, numbers)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.coaching.athlete import Unit
from bot.coaching.checkin.chain import Context, Group, Load, interpret, is_pair
from bot.coaching.checkin.clauses import SEPARATORS
from bot.coaching.checkin.grammar import Item, Qty
from bot.coaching.checkin.settle import Doubt, Settling
from bot.coaching.report import SetEntry

_LOAD_UNITS = frozenset({"kg", "lb", "k"})


@dataclass(slots=True)
class Worked:
    """The sets of one exercise and what is in doubt about them."""

    sets: tuple[SetEntry, ...] = ()
    doubts: list[Doubt] = field(default_factory=list)
    counted: bool = False


@dataclass(slots=True)
class Work:
    """Takes the measures of one exercise in the order written; `done()` says what they are."""

    context: Context
    groups: list[Group] = field(default_factory=list)
    per_side: bool = False
    rpe: float | None = None
    _load: Load | None = None
    _last_load: Load | None = None
    _count: int | None = None
    _bare: list[Qty] = field(default_factory=list)
    _lone: float | None = None
    _each_of: list[tuple[Qty, Qty]] = field(default_factory=list)
    _settling: Settling = field(init=False)
    _hands: bool = False
    _tail: bool = False
    _tail_group: Group | None = None
    _row: list[Load] = field(default_factory=list)
    _numbered: bool = False
    _before_name: int = 0

    def __post_init__(self) -> None:
        self._settling = Settling(self.context)

    def take(self, item: Item, following: Item | None, beyond: Item | None) -> None:
        """One more measure or mark; `following` is the next one of this exercise, `beyond` that behind a separator."""
        if item.kind == "chain":
            self._measure(item, following)
            return
        if item.kind in SEPARATORS:
            self._parted(beyond)
            return
        action = self._actions().get(item.kind)
        if action is not None:
            action()

    def _actions(self) -> Mapping[str, Callable[[], None]]:
        return {
            "SIDE": self._on_side,
            "EACH": self._on_each,
            "HAND": self._on_hand,
            "BELLS": self._on_bells,
            "BELL": self._on_bell,
            "BW": self._on_bw,
            "TOTAL": self._on_total,
            "PLATES": self._on_plates,
            "LASTSET": self._on_last_set,
            "setno": self._on_numbered,
            "FIRSTSET": self._on_numbered,
            "NEXTSET": self._on_numbered,
        }

    def named(self) -> None:
        """The exercise's name stands here: what came before it went before the name."""
        if len(self._bare) == 1 and not self.groups and self._load is None and self._count is None:
            reps = self._bare.pop()
            if self.context.timed:
                self._bare.append(reps)
            else:
                self.groups.append(self._group(reps))
        self._before_name = len(self.groups)

    def bodyweight(self) -> None:
        """The name says that it is done with the body's weight alone."""
        self._on_bw()

    # marks

    def _on_side(self) -> None:
        self.per_side = True

    def _on_each(self) -> None:
        if self._last_load is not None and not self._bare and self._last_load.fresh:
            self._double()
        else:
            self.per_side = True

    def _on_hand(self) -> None:
        if len(self._bare) == 1 and self.groups and self.groups[-1].load is None and self.context.loadable:
            self._take_load(self.context.load(self._bare.pop(), doubled=True))
        elif self._last_load is not None and not self._bare:
            self._double()
        else:
            self._hands = True

    def _on_bells(self) -> None:
        if len(self._bare) == 1 and self._bare[0].value > 2 and self._bare[0].unit == "":
            bare = self._bare.pop()
            self._take_load(Load(bare.value, self.context.unit))
        if self._last_load is not None and self._last_load.fresh:
            self._double()
        else:
            if len(self._bare) == 1 and self._bare[0].value == 2:
                self._bare.clear()
            self._hands = True

    def _on_bell(self) -> None:
        if len(self._bare) == 1 and self._bare[0].value == 1:
            self._bare.clear()

    def _on_bw(self) -> None:
        self._flush()
        self._take_load(Load(0.0, self.context.unit, locked=True))

    def _on_total(self) -> None:
        if self._last_load is not None and self._last_load.doubled:
            self._last_load.value /= 2
            self._last_load.doubled = False
        if self._last_load is not None:
            self._last_load.locked = True

    def _on_plates(self) -> None:
        """Plates on a bar: what they weigh is not said."""
        bare = self._bare.pop().value if self._bare else 0.0
        self._flush()
        self._take_load(Load(bare, self.context.unit, doubtful=True))

    def _on_last_set(self) -> None:
        if len(self._bare) == 1 and self.groups:
            self._as_tail(self._bare.pop())
            return
        self._flush()
        self._tail = bool(self.groups)

    def _on_numbered(self) -> None:
        self._flush()
        self._numbered = True

    def _parted(self, following: Item | None) -> None:
        """A comma, a line end: a list of bare numbers goes on behind it, all else is closed."""
        if self.groups:
            self.groups[-1].closed_off = True
        if self._last_load is not None:
            self._last_load.fresh = False
        goes_on = following is not None and following.kind == "chain" and len(following.qtys) == 1
        plain = goes_on and following is not None and following.qtys[0].unit == "" and following.lead == ""
        if not plain and not (goes_on and following is not None and self._last_of_loads(following.qtys[0])):
            self._flush()

    def _last_of_loads(self, qty: Qty) -> bool:
        """Whether bare numbers and this one with its unit are the loads of the sets: `3x5 100, 105, 110 kg`."""
        total = sum(group.count or 1 for group in self.groups)
        heavy = all(20 <= bare.value <= 2 * qty.value and bare.low is None for bare in self._bare)
        lacking = bool(self.groups) and self.groups[-1].load is None
        return lacking and heavy and qty.unit in _LOAD_UNITS and 0 < len(self._bare) == total - 1

    # measures

    def _measure(self, item: Item, following: Item | None) -> None:
        if len(item.qtys) == 1:
            self._single(item.qtys[0], item.lead, following)
            return
        self._pull_bare_before_chain()
        if self._is_pair(item):
            self._take_load(self.context.load(item.qtys[1], doubled=True))
            return
        groups, load, count, doubtful = interpret(item, self.context)
        if doubtful is not None:
            self._each_of.append(doubtful)
        if count is not None:
            self._count = count
        for group in groups:
            self._append(group)
        if load is not None:
            self._take_load(load)

    def _is_pair(self, item: Item) -> bool:
        """`2x16kg`, and `2x16` behind sets that lack a load."""
        if len(item.qtys) != 2 or not is_pair(item.qtys):
            return False
        second = item.qtys[1]
        if item.lead in {"at", "pair"} or (second.bells and not self.context.timed):
            return True
        waiting = bool(self.groups) and self.groups[-1].load is None
        if second.unit in _LOAD_UNITS or second.bells:
            return waiting or self._count is not None
        return waiting and self.context.in_hands and second.unit == "" and second.value > 3

    def _single(self, qty: Qty, lead: str, following: Item | None) -> None:
        if (
            lead == "at"
            and _is_rpe(qty)
            and not (following is not None and following.kind in {"BELLS", "BELL", "HAND"})
        ):
            self._flush()
            self.rpe = max(self.rpe or 0.0, qty.value)
            return
        loads = (
            qty.unit in _LOAD_UNITS or (lead in {"at", "pair"} and qty.unit == "") or self._bells(qty, lead, following)
        )
        if loads:
            self._loaded(qty, lead, following)
        elif qty.unit == "sets":
            self._flush()
            self._counted(int(min(qty.value, 1000)))
        elif qty.unit == "" and lead == "x" and not self.groups and self.context.timed and qty.value <= 10:
            self._counted(int(qty.value))
        elif qty.unit == "" and lead == "x" and self._before_name and len(self.groups) == self._before_name:
            self._counted(int(min(qty.value, 1000)))
        elif qty.unit == "reps" or (qty.unit == "" and lead in {"x", "for", "of"}):
            self._flush()
            self._reps(qty)
        elif qty.unit == "s" or qty.unit in {"m", "m?"}:
            self._flush()
            self._append(self._group(qty))
        elif qty.unit == "":
            self._bare.append(qty)

    def _bells(self, qty: Qty, lead: str, following: Item | None) -> bool:
        """Whether "16s" is a pair of sixteens and not seconds."""
        if not qty.bells or not self.context.loadable:
            return False
        bells = following is not None and following.kind in {"BELLS", "HAND"}
        return (
            bells
            or lead in {"at", "pair"}
            or not self.context.timed
            or any(group.load is None for group in self.groups)
        )

    def _loaded(self, qty: Qty, lead: str, following: Item | None) -> None:
        if self._last_of_loads(qty):
            qty.list_ = (*(bare.value for bare in self._bare), qty.value)
            self._bare.clear()
        doubled = lead == "pair" or qty.bells
        if self._bare and self._bare[-1].value == 2 and not self._bare[-1].list_:
            bells = following is not None and following.kind in {"BELLS", "HAND", "EACH"}
            if bells or (len(self._bare) == 1 and self.groups and self.groups[-1].load is None) or qty.bells:
                self._bare.pop()
                doubled = True
        if qty.list_ and len(qty.list_) > 1:
            self._flush()
            self._loads(qty)
            return
        if self._bare and len(self._bare) == 1 and not self._bare[0].list_ and (lead == "at" or self._numbered):
            self._reps(self._bare.pop())
        self._flush()
        if lead == "at" and len(self.groups) > 1 and self.groups[-1].inherited and not self.groups[-1].closed_off:
            self.groups[-1].load = None
        self._take_load(self.context.load(qty, doubled=doubled or self._hands))
        self._hands = False

    def _pull_bare_before_chain(self) -> None:
        """A bare number before sets × reps is their load; it waits."""
        if len(self._bare) == 1 and not self._bare[0].list_ and not self.groups and self.context.loadable:
            bare = self._bare.pop()
            self._load = Load(bare.value, self.context.unit)
            self._last_load = self._load
        else:
            self._flush()

    def _counted(self, count: int) -> None:
        if self.groups and self.groups[-1].count is None and not self.groups[-1].closed:
            self.groups[-1].count = count
        else:
            self._count = count

    def _reps(self, qty: Qty) -> None:
        if self._tail:
            self._as_tail(qty)
            return
        if qty.list_:
            self._list(qty.list_)
            return
        self._append(self._group(qty))

    def _group(self, qty: Qty) -> Group:
        return self.context.group(qty)

    def _append(self, group: Group) -> None:
        if self._tail and self.groups:
            self._as_tail(Qty(group.work or 0.0, "reps"))
            return
        if group.count is None and self._count is not None:
            group.count, self._count = self._count, None
        if group.load is None and self._load is not None:
            group.load, group.inherited = self._load, True
        elif group.load is not None:
            self._last_load = group.load
            group.load.fresh = group.load_last
        if group.load is not self._last_load and self._last_load is not None:
            self._last_load.fresh = False
        self.groups.append(group)

    def _as_tail(self, qty: Qty) -> None:
        """The last set went otherwise than those before it."""
        self._tail = False
        before = self.groups[-1]
        count = before.count or 1
        if count > 1:
            before.count = count - 1
            self.groups.append(replace(before, count=1))
        self.groups[-1].work = qty.value
        self._tail_group = self.groups[-1]

    def _take_load(self, load: Load) -> None:
        if self._tail and self.groups:
            self._tail = False
            self._as_tail(Qty(self.groups[-1].work or 0.0))
        if self._tail_group is not None:
            self._tail_group.load, self._tail_group = load, None
            self._last_load = load
            return
        if self._same_in_other_unit(load):
            return
        self._last_load = load
        if self._load_each_set(load):
            return
        lacking = []
        for group in reversed(self.groups):
            if group.load is not None:
                break
            lacking.append(group)
        if lacking:
            for group in lacking:
                group.load = load
            if not self._numbered:
                self._load = None
        else:
            self._load = load

    def _load_each_set(self, load: Load) -> bool:
        """`3x5 100kg, 105kg, 110kg`: as many loads as sets."""
        last = self.groups[-1] if self.groups else None
        if last is None or last.load is None:
            self._row = [load]
            return False
        self._row.append(load)
        if self._numbered or last.count != len(self._row) or self._row[0] is not last.load:
            return False
        self.groups[-1:] = [replace(last, count=1, load=each) for each in self._row]
        self._load = None
        return True

    def _same_in_other_unit(self, load: Load) -> bool:
        """`60 kg (132 lb)`: said twice."""
        last = self._last_load
        if last is None or last.unit == load.unit or not last.value:
            return False
        ratio = load.kilos / last.kilos
        return 0.97 < ratio < 1.03

    def _loads(self, qty: Qty) -> None:
        """A load for each set: `3x5 60/65/70kg`."""
        unit: Unit = "lb" if qty.unit == "lb" else "kg" if qty.unit in {"kg", "k"} else self.context.unit
        loads = [Load(value, unit) for value in qty.list_]
        total = sum(group.count or 1 for group in self.groups)
        if self.groups and total == len(loads):
            singles = [replace(group, count=1) for group in self.groups for _ in range(group.count or 1)]
            self.groups = [replace(single, load=load) for single, load in zip(singles, loads, strict=True)]
        elif self.groups and len(self.groups) == 1 and self.groups[0].count is None:
            self.groups = [replace(self.groups[0], count=1, load=load) for load in loads]
        else:
            self._settling.doubt("load")

    def _double(self) -> None:
        load = self._last_load
        if load is not None and not load.doubled and not load.locked:
            load.value *= 2
            load.doubled = True

    # numbers without a unit

    def _flush(self) -> None:
        values = [value for qty in self._bare for value in (qty.list_ or (qty.value,))]
        ranged = [qty for qty in self._bare if qty.low is not None]
        bare, self._bare = self._bare, []
        if not bare:
            return
        if len(values) > 1:
            self._list(values)
            self._doubt_listed([qty.low is not None for qty in bare for _ in (qty.list_ or (qty.value,))])
        elif ranged:
            self._range(ranged[0])
        else:
            self._number(values[0], bare[0])

    def _doubt_listed(self, doubted: Sequence[bool]) -> None:
        """A guess in a list ("6, 5 or 6, 5") is asked about."""
        if len(doubted) <= len(self.groups):
            for group, doubt in zip(self.groups[-len(doubted) :], doubted, strict=True):
                group.doubt = "reps" if doubt else group.doubt

    def _range(self, qty: Qty) -> None:
        if self.groups and self.groups[-1].load is None and self.context.loadable:
            self._take_load(self.context.load(qty))
        else:
            self._append(self._group(qty))

    def _list(self, values: Sequence[float]) -> None:
        context = self.context
        last = self.groups[-1] if self.groups else None
        self._carry_load(values)
        total = sum(group.count or 1 for group in self.groups)
        if last is not None and last.load is None and context.loadable and total == len(values) and min(values) > 12:
            self._loads(Qty(values[0], "", list_=tuple(values)))
            return
        if last is None and self._load is None and context.loadable and _is_row(values):
            self._append(replace(self._group(Qty(values[1])), count=int(values[0]), load=Load(values[2], context.unit)))
            return
        if last is not None and last.count == len(values) + 1 and not last.closed:
            last.count = 1
        elif self._load is None and context.loadable and not context.timed and values[0] > 20 and max(values[1:]) <= 20:
            self._load = self._last_load = Load(values[0], context.unit)
            values = values[1:]
        self._count = None
        for value in values:
            self._append(replace(self._group(Qty(value)), count=1))

    def _carry_load(self, values: Sequence[float]) -> bool:
        """`80kg x 8, 7, 6`: the load of the first set is that of the sets behind it."""
        last = self.groups[-1] if self.groups else None
        if last is None or last.load is None or last.load_last or last.count is not None or last.unit != "reps":
            return False
        like = all(last.work is not None and abs(value - last.work) <= 6 for value in values)
        if like and self._load is None:
            self._load = last.load
        return like

    def _number(self, value: float, qty: Qty) -> None:
        last = self.groups[-1] if self.groups else None
        if self._tail:
            self._as_tail(qty)
        elif self._count is not None or (self._load is not None and last is None) or self._numbered:
            self._append(self._group(qty))
        elif last is not None and last.load is None and self.context.loadable:
            self._take_load(Load(value, self.context.unit))
        elif (self._load is not None and last is not None and last.load is not self._load) or (
            last is None and self.context.timed
        ):
            self._append(self._group(qty))
        elif last is None:
            self._lone = value
        elif qty.low is None and self._carry_load([value]):
            self._append(self._group(qty))

    # the end

    def done(self) -> Worked:
        """The sets, as far as they are clear."""
        self._flush()
        self._settle_each_of()
        worked = Worked(doubts=self._settling.doubts)
        if self._count is not None and not self.groups:
            self.groups.append(Group(count=self._count, load=self._load))
        if not self.groups:
            self._without_sets(worked)
            return worked
        if self.groups[-1].count is None and self._count is not None:
            self.groups[-1].count = self._count
        worked.counted = True
        worked.sets = self._settling.sets(self.groups)
        return worked

    def _without_sets(self, worked: Worked) -> None:
        if self._lone is not None:
            self._settling.doubt("sets", self._lone)
            worked.counted = True
        elif self._load is not None and self._load.value:
            self._settling.doubt("sets")

    def _settle_each_of(self) -> None:
        """`5x100kg`: a set of 5, or 5 sets? Several of them, or reps said elsewhere, tell."""
        if not self._each_of:
            return
        loads = [(count, self.context.load(load)) for count, load in self._each_of]
        if self.groups and self.groups[-1].load is None and len(loads) == 1:
            count, load = loads[0]
            if count.value == 2 and self.context.in_hands:
                load.value, load.doubled = load.value * 2, True
            elif self.groups[-1].count is None:
                self.groups[-1].count = int(count.value)
            for group in self.groups:
                group.load = group.load or load
        elif len(loads) > 1 or self.groups or self._numbered or loads[0][0].value == 1:
            for count, load in loads:
                self.groups.append(replace(self._group(count), count=1, load=load))
        else:
            self._lone, self._load = loads[0][0].value, loads[0][1]


def _is_rpe(qty: Qty) -> bool:
    """`@8`: from 5 to 10 in halves and without a unit."""
    return qty.unit == "" and not qty.list_ and 5 <= qty.value <= 10 and qty.value * 2 == int(qty.value * 2)


def _is_row(values: Sequence[float]) -> bool:
    """`4 6 80` in a row without headings: sets, reps and a load."""
    return len(values) == 3 and values[0] <= 10 and values[1] <= 20 and values[2] > 20 and values[2] >= 2.5 * values[1]
