"""Which numbers belong to which exercise: before its name or behind it, until the next name."""

# Words in rows are read, and added to, more easily than a list of quoted ones.
# ruff: noqa: SIM905

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.coaching.checkin.clauses import Clause, strength, stronger
from bot.coaching.checkin.grammar import Item, Qty
from bot.coaching.checkin.names import Names
from bot.coaching.checkin.text import Text
from bot.coaching.session import Session

_MARKS = frozenset("SIDE EACH HAND BELLS BELL BW TOTAL PLATES LASTSET setno FIRSTSET NEXTSET".split())
_RATINGS = frozenset({"rpe", "rir"})
_QUIET = frozenset(
    {"AT", "OF", "FOR", "TO", "OR", "MORE", "PAIR", "WORKSETS", "SLASH", "TEMPO", "REST", "SIDE", "EACH", "BW"}
)
_LOAD_UNITS = frozenset({"kg", "lb", "k"})
_AHEAD = 16


@dataclass(slots=True)
class Draft:
    """What was said of one exercise: measures and marks in order, its ratings, whether it was left out."""

    exercise: str
    atoms: list[Item] = field(default_factory=list)
    named_at: int = 0
    rpe: float | None = None
    rir: float | None = None
    sep: str = ""

    @property
    def measured(self) -> bool:
        """Whether any measure belongs to it."""
        return any(item.kind == "chain" for item in self.atoms)

    @property
    def has_work(self) -> bool:
        """Whether sets, reps or a time belong to it."""
        measures = [item for item in self.atoms if item.kind == "chain"]
        listed = sum(1 for item in measures if bare_number(item.qtys)) > 1
        return listed or any(_is_work(item) for item in measures)


@dataclass(slots=True)
class Bound:
    """The exercises in the order reported, and what belongs to none of them."""

    drafts: list[Draft] = field(default_factory=list)
    left: list[Item] = field(default_factory=list)
    efforts: list[float] = field(default_factory=list)
    foreign: bool = False


class Binder:
    """Goes through the clauses once and gives each measure to an exercise."""

    def __init__(self, text: Text, names: Names, session: Session | None, timed: frozenset[str]) -> None:
        self._text = text
        self._names = names
        self._session = session
        self._timed = timed
        self._bound = Bound()
        self._drafts: dict[str, Draft] = {}
        self._current: Draft | None = None
        self._pending: list[Item] = []
        self._abroad = False
        self._last_name = -1
        self._named_from = 1 << 30
        self._numbers_first = False

    def bind(self, clauses: Sequence[Clause], omitted: frozenset[int]) -> Bound:
        """The exercises with their measures; names that begin at an `omitted` piece are passed over."""
        for clause in clauses:
            for item in clause.items:
                if item.kind in {"NAME", "FOREIGN"} and item.start not in omitted:
                    self._last_name = max(self._last_name, item.start)
        for clause in clauses:
            self._separate(clause)
            self._clause(clause, omitted)
        self._bound.left.extend(self._pending)
        self._bound.drafts = list(self._drafts.values())
        return self._bound

    def _separate(self, clause: Clause) -> None:
        self._bound.left.extend(self._pending)
        self._pending = []
        if self._current is not None and clause.sep:
            self._current.atoms.append(Item(clause.sep, clause.start, clause.start))
            self._current.sep = stronger(self._current.sep, clause.sep)

    def _clause(self, clause: Clause, omitted: frozenset[int]) -> None:
        items = [item for item in clause.items if not item.used]
        foreign = _foreign_at(items)
        self._named_from = min((item.start for item in items if item.kind in {"NAME", "FOREIGN"}), default=1 << 30)
        self._numbers_first = _prefixed(items)
        for at, item in enumerate(items):
            if at == foreign or (item.kind == "FOREIGN" and item.start not in omitted):
                self._current, self._abroad = None, True
                self._bound.foreign = self._bound.foreign or any(
                    _is_work(each) for each in items if each.kind == "chain"
                )
                self._pending = []
            elif item.kind == "NAME" and item.start not in omitted:
                self._name(item)
            elif item.kind == "chain" or item.kind in _MARKS:
                self._measure(items, at, foreign)
            elif item.kind in _RATINGS or self._felt_like(items, at):
                item.kind = "rpe" if item.kind == "effort" else item.kind
                self._rate(items, at)

    # names

    def _name(self, item: Item) -> None:
        exercise = self._names.resolve(item.text, self._session)
        if exercise is None:
            return
        self._abroad = False
        draft = self._drafts.get(exercise)
        if draft is None:
            draft = self._drafts[exercise] = Draft(exercise, named_at=item.start)
        elif draft is not self._current and draft.measured:
            draft.atoms.append(Item("NL", item.start, item.start))
        draft.atoms.extend(self._pending)
        draft.atoms.append(item)
        for rating in [each for each in self._pending if each.kind in _RATINGS]:
            _rated(draft, rating)
        self._pending = []
        draft.sep = ""
        self._current = draft

    # measures

    def _measure(self, items: Sequence[Item], at: int, foreign: int | None) -> None:
        item = items[at]
        if (foreign is not None and at < foreign) or self._for_later(item):
            return
        if self._goes_ahead(items, at):
            self._pending.append(item)
        elif self._current is not None and self._fits(items, at):
            self._current.atoms.append(item)
            self._current.sep = ""
        elif not self._abroad or _is_time(item):
            self._bound.left.append(item)

    def _for_later(self, item: Item) -> bool:
        """Whether a load is only meant for the next session: "65 kg next time"."""
        words = self._text.words
        following = words[item.end] if item.end < len(words) else ""
        return following == "next" and words[item.end + 1 : item.end + 2] in (["time"], ["week"], ["session"])

    def _goes_ahead(self, items: Sequence[Item], at: int) -> bool:
        """Whether a measure stands before the name it belongs to."""
        name = _next_name(items, at)
        if name is None or (_is_time(items[at]) and not self._precedes(items, at, name)):
            return False
        named_before = items[at].start > self._named_from
        if not named_before:
            return self._current is None or self._current.has_work or not _work_between(items, name)
        if not self._numbers_first:
            return False
        return self._pending != [] or (_is_work(items[at]) and items[at].kind == "chain")

    def _precedes(self, items: Sequence[Item], at: int, name: int) -> bool:
        """Whether a time said before a name is its own and not the workout's."""
        if any(item.kind in {"TOOK", "TOTAL"} for item in items[max(0, at - 1) : at + 2]):
            return False
        exercise = self._names.resolve(items[name].text, self._session)
        return items[at].qtys[0].spoken == "SEC" or exercise in self._timed

    def _fits(self, items: Sequence[Item], at: int) -> bool:
        """Whether a measure may belong to the exercise named before it."""
        assert self._current is not None
        item = items[at]
        if item.kind != "chain":
            return True
        if _is_time(item):
            return self._time_fits(items, at)
        if any(qty.unit in {"km", "mi", "%"} for qty in item.qtys):
            return False
        if not bare_number(item.qtys) or item.lead:
            return True
        return not _belongs_to_word(items, at) and not self._stray(items)

    def _stray(self, items: Sequence[Item]) -> bool:
        """Whether a sentence that names no exercise speaks of something else altogether."""
        assert self._current is not None
        if any(item.kind == "NAME" for item in items) or strength(self._current.sep) < strength("COMMA"):
            return False
        return sum(1 for item in items if item.kind == "WORD" and not item.known) >= 2

    def _time_fits(self, items: Sequence[Item], at: int) -> bool:
        """A duration next to one exercise is that exercise's; behind its sets it is the workout's."""
        assert self._current is not None
        qty = items[at].qtys[0]
        took = any(item.kind == "TOOK" for item in items) and not any(item.kind == "NAME" for item in items[:at])
        beside = any(item.kind in {"TOOK", "TOTAL"} for item in items[max(0, at - 1) : at + 2])
        if self._stray(items):
            return False
        if qty.bells or qty.spoken == "SEC":
            return True
        if took or beside:
            return False
        if self._current.has_work:
            timed = qty.value <= 300 and self._current.exercise in self._timed
            done = (item for item in self._current.atoms if item.kind == "chain" and not _is_count(item))
            return timed and all(_is_time(item) for item in done)
        if self._current.exercise in self._timed:
            return True
        return strength(self._current.sep) < strength("COMMA") and qty.value <= 300

    # ratings

    def _rate(self, items: Sequence[Item], at: int) -> None:
        item = items[at]
        value = item.value or 0.0
        if self._current is None and _next_name(items, at) is not None:
            self._pending.append(item)
            return
        apart = self._current is None or (
            strength(self._current.sep) >= strength("STOP") and item.start > self._last_name
        )
        if apart and not self._abroad:
            if item.kind == "rpe" and value >= 1:
                self._bound.efforts.append(value)
        elif self._current is not None:
            _rated(self._current, item)

    def _felt_like(self, items: Sequence[Item], at: int) -> bool:
        """Whether "felt like an 8", behind the sets of an exercise in the same breath, rates that exercise."""
        item = items[at]
        said = item.kind == "effort" and item.text == "felt" and self._current is not None and self._current.has_work
        return said and any(before.kind == "chain" for before in items[:at])


def _rated(draft: Draft, item: Item) -> None:
    value = item.value or 0.0
    if item.kind == "rpe" and 1 <= value <= 10:
        draft.rpe = max(draft.rpe or 0.0, value)
    elif item.kind == "rir" and 0 <= value <= 10:
        draft.rir = value


def _is_time(item: Item) -> bool:
    return item.kind == "chain" and len(item.qtys) == 1 and item.qtys[0].unit == "s" and not item.qtys[0].bells


def _is_count(item: Item) -> bool:
    return len(item.qtys) == 1 and item.qtys[0].unit == "sets"


def _is_work(item: Item) -> bool:
    """Whether a measure says sets, reps or a time, not a load alone."""
    if item.kind != "chain":
        return False
    return (
        len(item.qtys) > 1
        or item.lead in {"x", "for"}
        or item.qtys[0].unit in {"reps", "sets", "s", "m"}
        or bool(item.qtys[0].list_)
    )


def _next_name(items: Sequence[Item], at: int) -> int | None:
    """Where the next name stands, with nothing but measures and small words before it."""
    words = 0
    for index in range(at + 1, min(at + _AHEAD, len(items))):
        item = items[index]
        if item.kind == "NAME":
            return index
        if item.kind == "WORD":
            words += 1
            if words > 4:
                return None
        elif item.kind not in _QUIET and item.kind not in _MARKS and item.kind not in {"chain", "rpe", "rir", "WARMUP"}:
            return None
    return None


def _work_between(items: Sequence[Item], name: int) -> bool:
    """Whether the exercise named there has work of its own behind its name."""
    for item in items[name + 1 :]:
        if item.kind == "NAME":
            return False
        if _is_work(item):
            return True
    return False


def _prefixed(items: Sequence[Item]) -> bool:
    """Whether this clause says the numbers first: "4x6 RDL at 80 3x12 hip thrust"."""
    for item in items:
        if item.kind == "NAME":
            return False
        if _is_work(item):
            return True
    return False


def _belongs_to_word(items: Sequence[Item], at: int) -> bool:
    """Whether a bare number counts something else: "2 coffees"."""
    after = items[at + 1] if at + 1 < len(items) else None
    return after is not None and after.kind == "WORD" and not after.known and after.start == items[at].end


def _foreign_at(items: Sequence[Item]) -> int | None:
    """Where a clause names a lift nobody knows: unknown words right before sets and reps, and no exercise at all."""
    if any(item.kind in {"NAME", "FOREIGN"} for item in items):
        return None
    for at, item in enumerate(items):
        if item.kind == "chain":
            return None if at == 0 or not _is_lift(items[:at], item) else at - 1
    return None


def _is_lift(before: Sequence[Item], measure: Item) -> bool:
    unknown = [item for item in before if item.kind == "WORD" and not item.known]
    worked = len(measure.qtys) > 1 or measure.qtys[0].unit in _LOAD_UNITS
    return worked and bool(unknown) and before[-1] is unknown[-1] and len(before) <= 4


def bare_number(qtys: Sequence[Qty]) -> bool:
    """Whether a measure is one number without a unit."""
    return len(qtys) == 1 and qtys[0].unit == "" and not qtys[0].list_
