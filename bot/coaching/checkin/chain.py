"""Numbers joined by × : which is the count of sets, which the work, which the load."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.coaching.athlete import Unit
from bot.coaching.checkin.grammar import Item, Qty

_LOAD_UNITS = frozenset({"kg", "lb", "k"})
_LB = 0.45359237


@dataclass(slots=True)
class Load:
    """A load as written; a pair is its total (`doubled`). `doubtful` where a range or a guess was given."""

    value: float
    unit: Unit
    doubled: bool = False
    doubtful: bool = False
    locked: bool = False
    fresh: bool = True

    @property
    def kilos(self) -> float:
        """In kilograms, to compare."""
        return self.value * (_LB if self.unit == "lb" else 1)


@dataclass(slots=True)
class Group:
    """`count` sets of the same work; None where the count was not said. `unit` is reps, s or m."""

    count: int | None = None
    work: float | None = None
    unit: str = "reps"
    load: Load | None = None
    doubt: str = ""
    closed: bool = False
    inherited: bool = False
    closed_off: bool = False
    load_last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What decides between readings: the exercise, the runner's unit, the last load of it (kilograms)."""

    exercise: str
    unit: Unit
    loadable: bool = True
    timed: bool = False
    minutes: bool = False
    in_hands: bool = True
    metres: bool = False
    barbell: bool = False
    last_kilos: float | None = None

    def group(self, qty: Qty) -> Group:
        """One number of work as a group of sets."""
        doubt = "reps" if qty.low is not None else ""
        if qty.unit == "s":
            return Group(work=qty.value, unit="s", doubt=doubt)
        if qty.unit in {"m", "m?"}:
            if qty.unit == "m" or self.metres:
                return Group(work=qty.value, unit="m", doubt=doubt)
            return Group(work=qty.value * 60, unit="s", doubt=doubt)
        if self.timed and qty.unit != "reps":
            return Group(work=qty.value * (60 if self.minutes else 1), unit="s", doubt=doubt)
        return Group(work=qty.value, doubt=doubt)

    def load(self, qty: Qty, doubled: bool = False) -> Load:
        """A number as a load in its unit, or in the runner's."""
        unit: Unit = "lb" if qty.unit == "lb" else "kg" if qty.unit in {"kg", "k"} else self.unit
        value = qty.value * (2 if doubled else 1)
        return Load(value, unit, doubled=doubled, doubtful=qty.low is not None)

    def near_last(self, value: float) -> bool:
        """Whether a number is about the last load."""
        if self.last_kilos is None:
            return False
        kilos = value * (_LB if self.unit == "lb" else 1)
        return 0.6 <= kilos / self.last_kilos <= 1.6 if self.last_kilos else False


Reading = tuple[list[Group], Load | None, int | None, tuple[Qty, Qty] | None]


def is_pair(qtys: Sequence[Qty]) -> bool:
    """`2x16`: two of something."""
    first, second = qtys[0], qtys[1]
    return (
        first.value == 2
        and first.unit == ""
        and not first.list_
        and (second.unit in {*_LOAD_UNITS, ""} or second.bells)
    )


def interpret(item: Item, context: Context) -> Reading:
    """The groups of a chain, a load for what stands before it, a count of sets, or what remains ambiguous."""
    qtys = list(item.qtys)
    pair = len(qtys) > 2 and is_pair(qtys[-2:]) and (qtys[-1].unit in _LOAD_UNITS or len(qtys) == 4)
    loads = [qty for qty in qtys if qty.unit in _LOAD_UNITS or (qty.bells and not context.timed and context.loadable)]
    if item.lead == "at" and not loads and qtys[0].unit == "":
        loads = [qtys[0]]
    if pair:
        load = context.load(qtys[-1], doubled=True)
        rest = qtys[:-2]
        return _with_load(rest, load, context, load_first=False)
    if loads:
        first = qtys[0] is loads[0]
        rest = [qty for qty in qtys if qty is not loads[0]]
        if len(rest) == 1 and not first and rest[0].unit == "" and not rest[0].list_:
            return [], None, None, (rest[0], loads[0])
        return _with_load(rest, context.load(loads[0], doubled=loads[0].bells), context, load_first=first)
    return _without_load(qtys, context)


def _with_load(rest: list[Qty], load: Load, context: Context, load_first: bool) -> Reading:
    sets = [qty for qty in rest if qty.unit == "sets"]
    work = [qty for qty in rest if qty.unit in {"reps", "s", "m", "m?"} or qty.list_]
    bare = [qty for qty in rest if qty not in sets and qty not in work]
    load.fresh = not load_first
    if sets and not work and not bare:
        return [], load, _count(sets[0]), None
    if len(bare) == 2 and load_first and not sets and not work:
        bare = _reps_then_sets(bare, context)
    elif len(bare) == 2 and not sets and not context.timed and 10 < bare[0].value <= 20 and bare[1].value <= 5:
        return [Group(load=load, doubt="sets")], None, None, None
    count, amount = _roles(sets, work, bare)
    groups = _groups(count, amount, context, load)
    for group in groups:
        group.load_last = not load_first
    return groups, None, None, None


def _reps_then_sets(bare: list[Qty], context: Context) -> list[Qty]:
    """`80kg x 8 x 3` is load × reps × sets; put as sets, reps."""
    if context.timed and bare[1].value > bare[0].value:
        return bare
    return [bare[1], bare[0]]


def _roles(sets: list[Qty], work: list[Qty], bare: list[Qty]) -> tuple[Qty | None, Qty | None]:
    if sets:
        return sets[0], next(iter(work or bare), None)
    if work:
        return next(iter(bare), None), work[0]
    if len(bare) >= 2:
        return bare[0], bare[1]
    return None, next(iter(bare), None)


def _count(qty: Qty | None) -> int | None:
    return None if qty is None else int(min(qty.value, 1000))


def _groups(count: Qty | None, amount: Qty | None, context: Context, load: Load | None) -> list[Group]:
    if amount is None:
        return [Group(count=_count(count), load=load)]
    doubt = "sets" if count is not None and count.low is not None else ""
    if amount.list_ and count is not None and count.value != len(amount.list_):
        return [_set(context.group(Qty(amount.list_[0], amount.unit)), _count(count), load, "reps")]
    if amount.list_:
        made = [context.group(Qty(value, amount.unit)) for value in amount.list_]
        return [_set(group, 1, load, "") for group in made]
    return [_set(context.group(amount), _count(count), load, doubt)]


def _set(group: Group, count: int | None, load: Load | None, doubt: str) -> Group:
    group.count, group.load = count, load
    group.doubt = doubt or group.doubt
    return group


def _without_load(qtys: list[Qty], context: Context) -> Reading:
    sets = [qty for qty in qtys if qty.unit == "sets"]
    work = [qty for qty in qtys if qty.unit in {"reps", "s", "m", "m?"} or qty.list_]
    bare = [qty for qty in qtys if qty not in sets and qty not in work]
    if sets or work:
        return _told(sets, work, bare, context)
    if len(bare) == 2:
        return _two(bare[0], bare[1], context), None, None, None
    if len(bare) == 3:
        return _three(bare, context), None, None, None
    return [Group(doubt="sets")], None, None, None


def _told(sets: list[Qty], work: list[Qty], bare: list[Qty], context: Context) -> Reading:
    """Sets or work carry their unit; what does not is what is still missing."""
    count, amount = _roles(sets, work, bare[:1] if not (sets and work) else [])
    left = bare if sets and work else bare[1:]
    load: Load | None = None
    if (
        not sets
        and work
        and bare
        and context.loadable
        and (bare[0].value > 20 or (len(work) == 1 and bare[0].value > 10))
    ):
        load, count = context.load(bare[0]), None
        if left:
            count, left = left[0], left[1:]
    if left and context.loadable:
        load = context.load(left[0])
    groups = _groups(count, amount, context, load)
    for group in groups:
        group.load_last = bool(left)
    return groups, None, None, None


def _two(first: Qty, second: Qty, context: Context) -> list[Group]:
    """`4x6`, `80x8`, `12x3`, `45x3`."""
    a, b = first.value, second.value
    if context.timed:
        return _two_timed(first, second, context)
    if not context.loadable:
        return _two_light(first, second, context)
    if a <= 10:
        if 30 < b <= 100 and second.low is None and context.barbell:
            return [Group(doubt="sets")]
        return _groups(first, second, context, None)
    if a <= 20 and b <= 5 and not context.near_last(a):
        return [Group(doubt="sets")]
    return _groups(None, second, context, context.load(first))


def _two_timed(first: Qty, second: Qty, context: Context) -> list[Group]:
    a, b = first.value, second.value
    if (a > 20 or (a > 10 and b < a) or (a == 10 and b <= 4)) and b <= 10:
        return _groups(second, first, context, None)
    if a > 10 and context.loadable and b > 10:
        return _groups(None, second, context, context.load(first))
    return _groups(first, second, context, None)


def _two_light(first: Qty, second: Qty, context: Context) -> list[Group]:
    a, b = first.value, second.value
    if a <= 10:
        return _groups(first, second, context, None)
    if b <= 10:
        return _groups(second, first, context, None)
    return [Group(doubt="sets")]


def _three(bare: list[Qty], context: Context) -> list[Group]:
    """`4x6x80` is sets × reps × load, `100x5x3` load × reps × sets, `5x100x5` on a bar sets × load × reps."""
    a, b, c = (qty.value for qty in bare)
    if not context.loadable:
        return [Group(doubt="sets")]
    if context.barbell and a <= 10 and b > 30 and c <= 20:
        return _groups(bare[0], bare[2], context, context.load(bare[1]))
    straight = a <= 10 or (a <= 20 and c > a)
    turned = a > 10 and c <= 10
    if a > 20 or (turned and not straight):
        return _groups(bare[2], bare[1], context, context.load(bare[0]))
    if straight and not (turned and a > 10):
        groups = _groups(bare[0], bare[1], context, context.load(bare[2]))
        for group in groups:
            group.load_last = True
        return groups
    return [Group(doubt="sets")]
