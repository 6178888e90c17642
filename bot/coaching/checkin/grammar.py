"""The grammar of a report over terminals: measures, ratings, and the marks between them (LALR, built once)."""

# Words in rows are read, and added to, more easily than a list of quoted ones.
# ruff: noqa: SIM905

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from lark import Lark, Token, Transformer, UnexpectedToken
from lark.lexer import Lexer

from bot.coaching.checkin.cells import Cell

GRAMMAR = """
report: item*
?item: chain
     | AT chain -> at
     | AT PAIR chain -> pair
     | PAIR chain -> pair
     | link chain -> linked
     | rating
     | AT rating -> rated
     | SLEPT qty -> slept
     | qty SLEPT_P -> slept
     | WEIGHED qty -> weighed
     | qty WEIGHED_P -> weighed
     | SETNO number -> setno
     | RATIO -> score
     | AT RATIO -> score
     | mark

chain: qty (link qty)*
!link: X | OF | FOR
qty: NUM unit?
   | RANGE unit?
   | LIST unit?
   | DUR unit?
   | SETS_PRE NUM -> pre
   | REPS_PRE NUM -> pre
!unit: KG | LB | EM | METRE | KM | MILE | KAY | REPS | SETS | STEPS | PCT

?rating: RPE number -> rpe
       | RPE RATIO -> rpe
       | qty RPE_P -> rpe
       | RATIO RPE_P -> rpe
       | RPE number EFFORT_P -> effort
       | RPE RATIO EFFORT_P -> effort
       | EFFORT number -> effort
       | EFFORT RATIO -> effort
       | EFFORT RPE number -> effort
       | EFFORT RPE RATIO -> effort
       | qty EFFORT_P -> effort
       | RATIO EFFORT_P -> effort
       | RIR number -> rir
       | qty RIR_P -> rir
       | qty TANK -> rir
       | COULD number -> rir
       | COULD number TANK -> rir
       | NOTANK -> rir
number: NUM | RANGE | LIST

mark: MARKS
"""

MARKS = """
    NAME FOREIGN SIDE EACH HAND BELLS BELL BW TOTAL PLATES FIRSTSET NEXTSET LASTSET WARMUP WORKSETS REST TEMPO
    CORR NOT COMMA STOP NL BLANK THEN AND DASH SLASH PLUS WORD DATE TOOK TO OR MORE AMPM AT PAIR RPE RIR EFFORT
    RPE_P RIR_P EFFORT_P SLEPT SLEPT_P WEIGHED WEIGHED_P TANK COULD KG LB EM METRE KM MILE KAY REPS SETS STEPS PCT
    SETNO SETS_PRE REPS_PRE
""".split()
_NUMBERS = "NUM RANGE LIST DUR RATIO NOTANK X OF FOR".split()
_UNIT_NAMES = {
    "KG": "kg", "LB": "lb", "EM": "m?", "METRE": "m", "KM": "km", "MILE": "mi", "KAY": "k", "REPS": "reps",
    "SETS": "sets", "STEPS": "reps", "PCT": "%",
}  # fmt: skip


@dataclass(slots=True)
class Qty:
    """A number with its unit ("kg", "lb", "s", "m", "m?", "km", "mi", "k", "reps", "sets", "%" or "").

    `low` is below `value` where a range was given; `list_` holds all values of a list. Seconds for durations, whose own
    unit is in `spoken` ("SEC", "MIN", "HOUR", "clock", "hms").
    """

    value: float
    unit: str = ""
    low: float | None = None
    list_: tuple[float, ...] = ()
    spoken: str = ""
    bells: bool = False


@dataclass(slots=True)
class Item:
    """One step of a report: `kind` says what, `cell` where; measures hold their quantities, ratings their value."""

    kind: str
    start: int
    end: int
    qtys: tuple[Qty, ...] = ()
    value: float | None = None
    text: str = ""
    lead: str = ""
    known: bool = False
    used: bool = False


class _Term:
    """What the parser takes as a token: a type and the cell behind it."""

    __slots__ = ("type", "value")
    start_pos = end_pos = line = column = end_line = end_column = None

    def __init__(self, cell: Cell) -> None:
        self.type = cell.kind
        self.value = cell


class _Feed(Lexer):
    """A lexer for what is in terminals already."""

    def __init__(self, _conf: object) -> None:
        pass

    def lex(self, data: Sequence[Cell]) -> Iterator[Token]:  # type: ignore[override]
        """The cells as tokens."""
        return cast("Iterator[Token]", map(_Term, data))


class _Build(Transformer[Any, list[Item]]):
    """Makes items while the parser reduces."""

    def report(self, items: list[Item]) -> list[Item]:
        return items

    def qty(self, parts: list[Any]) -> tuple[Qty, int, int]:
        cell: Cell = parts[0].value
        unit = _UNIT_NAMES[parts[1].type] if len(parts) > 1 else ""
        end = parts[1].value.end if len(parts) > 1 else cell.end
        timed = cell.unit in {"SEC", "MIN", "HOUR", "clock", "hms"}
        high, low = max(cell.values), min(cell.values)
        quantity = Qty(
            value=high if cell.kind == "RANGE" else cell.value,
            unit="s" if timed else unit,
            low=low if cell.kind == "RANGE" else None,
            list_=cell.values if cell.kind == "LIST" else (),
            spoken=cell.unit if timed else "",
            bells=cell.extra == "s",
        )
        return quantity, cell.start, end

    def pre(self, parts: list[Any]) -> tuple[Qty, int, int]:
        unit = "sets" if parts[0].type == "SETS_PRE" else "reps"
        return Qty(parts[1].value.value, unit), parts[0].value.start, parts[1].value.end

    def unit(self, parts: list[Any]) -> Any:
        return parts[0]

    def number(self, parts: list[Any]) -> tuple[Qty, int, int]:
        return self.qty(parts)

    def link(self, parts: list[Any]) -> Any:
        return parts[0]

    def rated(self, parts: list[Any]) -> Item:
        rating: Item = parts[-1]
        return rating

    def chain(self, parts: list[Any]) -> Item:
        measured = [part for part in parts if isinstance(part, tuple)]
        links = [part.type for part in parts if not isinstance(part, tuple)]
        if links == ["FOR", "X"]:
            _sets_for_load(*(part[0] for part in measured))
        return Item("chain", measured[0][1], measured[-1][2], tuple(part[0] for part in measured))

    def at(self, parts: list[Any]) -> Item:
        return _lead(parts, "at")

    def pair(self, parts: list[Any]) -> Item:
        return _lead(parts, "pair")

    def linked(self, parts: list[Any]) -> Item:
        return _lead(parts, parts[0].type.lower())

    def slept(self, parts: list[Any]) -> Item:
        return _keyed("slept", parts)

    def weighed(self, parts: list[Any]) -> Item:
        return _keyed("weighed", parts)

    def setno(self, parts: list[Any]) -> Item:
        return Item("setno", parts[0].value.start, parts[1][2])

    def score(self, parts: list[Any]) -> Item:
        cell: Cell = parts[-1].value
        return Item("score", cell.start, cell.end, value=cell.value)

    def rpe(self, parts: list[Any]) -> Item:
        return _rating("rpe", parts)

    def effort(self, parts: list[Any]) -> Item:
        rated = _rating("effort", parts)
        rated.text = "" if isinstance(parts[0], tuple) else parts[0].value.text
        return rated

    def rir(self, parts: list[Any]) -> Item:
        return _rating("rir", parts)

    def mark(self, parts: list[Any]) -> Item:
        cell: Cell = parts[0].value
        return Item(cell.kind, cell.start, cell.end, text=cell.text, lead=cell.extra, known=cell.known)


def _sets_for_load(load: Qty, count: Qty, work: Qty) -> None:
    """ "90 kg for 2x5" says the load first and then sets × reps."""
    loaded = load.unit in {"kg", "lb"} or (load.unit == "" and load.value > 20)
    if loaded and count.unit == "" and not count.list_:
        count.unit = "sets"
        work.unit = work.unit or ("" if load.unit else "reps")


def _where(parts: list[Any]) -> tuple[int, int]:
    starts = [part[1] if isinstance(part, tuple) else part.value.start for part in parts]
    ends = [part[2] if isinstance(part, tuple) else part.value.end for part in parts]
    return min(starts), max(ends)


def _lead(parts: list[Any], lead: str) -> Item:
    chain: Item = parts[-1]
    chain.lead = lead
    chain.start = parts[0].value.start
    return chain


def _keyed(kind: str, parts: list[Any]) -> Item:
    start, end = _where(parts)
    return Item(kind, start, end, tuple(part[0] for part in parts if isinstance(part, tuple)))


def _rating(kind: str, parts: list[Any]) -> Item:
    start, end = _where(parts)
    value = 0.0
    for part in parts:
        if isinstance(part, tuple):
            value = max((part[0].value, *part[0].list_))
        elif part.type == "RATIO":
            value = part.value.value
    return Item(kind, start, end, value=value)


@cache
def _parser() -> Lark:
    declared = " ".join(sorted({*MARKS, *_NUMBERS}))
    grammar = GRAMMAR.replace("MARKS", " | ".join(MARKS)) + f"\n%declare {declared}\n"
    return Lark(grammar, start="report", parser="lalr", lexer=_Feed, transformer=_Build(), maybe_placeholders=False)


def parse(cells: Sequence[Cell]) -> list[Item]:
    """The items of a report; every sequence of terminals has a reading."""
    terminals = list(cells)
    while True:
        try:
            return cast("list[Item]", _parser().parse(cast("str", terminals)))
        except UnexpectedToken as unexpected:
            cell: Cell = cast("Any", unexpected.token).value
            cell.kind = "WORD"
