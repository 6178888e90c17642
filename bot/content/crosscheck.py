"""What no entry can know alone: references, chains that must end, names used twice, items nobody carries."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bot.content.faults import Fault, Place, nearest
from bot.content.kinds import BY_NAME, KINDS
from bot.content.raw import Raw
from bot.content.reading import Keys
from bot.content.words import ITEMS

_CHAINS = ("less_equipment", "easier", "harder")


def cross_faults(raws: Sequence[Raw]) -> Iterator[Fault]:
    """Every fault between entries; it works on raw entries, so that one wrong entry hides no other fault."""
    ids = {kind.name: [raw.id for raw in raws if raw.kind is kind] for kind in KINDS}
    yield from _twice(raws)
    yield from _closed(raws, ids)
    yield from _references(raws, ids)
    yield from _chains([raw for raw in raws if raw.kind.name == "exercises"])
    yield from _names([raw for raw in raws if raw.kind.name == "exercises"])
    yield from _items(raws)


def _twice(raws: Sequence[Raw]) -> Iterator[Fault]:
    first: dict[tuple[str, str], Raw] = {}
    for raw in raws:
        known = first.setdefault((raw.kind.name, raw.id), raw)
        if known is not raw:
            yield Fault(place=raw.place(("id",)), says=f"`{raw.id}` is here twice, first at {known.place(('id',))}")


def _closed(raws: Sequence[Raw], ids: Mapping[str, list[str]]) -> Iterator[Fault]:
    """Kinds whose ids the coach counts on."""
    for kind in KINDS:
        if not kind.ids or not ids[kind.name]:
            continue
        missing = [wanted for wanted in kind.ids if wanted not in ids[kind.name]]
        if missing:
            yield Fault(place=Place(file=f"content/{kind.name}.yaml"), says=f"lacks {', '.join(missing)}")
    for raw in raws:
        if raw.kind.ids and raw.id not in raw.kind.ids:
            says = f"`{raw.id}` is none of {', '.join(raw.kind.ids)}{nearest(raw.id, raw.kind.ids)}"
            yield Fault(place=raw.place(("id",)), says=says)


def _references(raws: Sequence[Raw], ids: Mapping[str, list[str]]) -> Iterator[Fault]:
    for raw in raws:
        for path, kind in raw.kind.model.refers:
            for keys, value in _at(raw.data, path, ()):
                if isinstance(value, str) and value not in ids[kind]:
                    says = f"{raw.id}: no entry of {kind} is called `{value}`{nearest(value, ids[kind])}"
                    yield Fault(place=raw.place(keys), says=says)


def _at(value: object, path: tuple[str, ...], keys: Keys) -> Iterator[tuple[Keys, object]]:
    """Every value at a path in which `*` stands for each item of a list, with where it is."""
    if not path:
        yield keys, value
    elif path[0] == "*" and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _at(item, path[1:], (*keys, index))
    elif isinstance(value, dict) and path[0] in value:
        yield from _at(value[path[0]], path[1:], (*keys, path[0]))


def _chains(exercises: Sequence[Raw]) -> Iterator[Fault]:
    """A chain of substitutes that comes back to where it began would never end (R25, R26)."""
    by_id = {raw.id: raw for raw in exercises}
    for key in _CHAINS:
        for raw in exercises:
            passed = [raw.id]
            after = raw.data.get(key)
            while isinstance(after, str) and after in by_id and after not in passed:
                passed.append(after)
                after = by_id[after].data.get(key)
            if after == raw.id:
                yield Fault(place=raw.place((key,)), says=f"{raw.id}: `{key}` runs in a circle: {' → '.join(passed)}")


def _names(exercises: Sequence[Raw]) -> Iterator[Fault]:
    """Two exercises that a runner would call the same could not be told apart in a report."""
    owner: dict[str, Raw] = {}
    for raw in exercises:
        for keys, name in _called(raw):
            plain = re.sub(r"[^\w]+", " ", name).casefold().strip()
            known = owner.setdefault(plain, raw)
            if known.id != raw.id:
                yield Fault(place=raw.place(keys), says=f"{raw.id}: `{name}` is a name of {known.id} already")


def _called(raw: Raw) -> Iterator[tuple[Keys, str]]:
    yield ("id",), raw.id
    for path in (("name",), ("aliases", "*")):
        for keys, value in _at(raw.data, path, ()):
            if isinstance(value, str):
                yield keys, value


def _items(raws: Sequence[Raw]) -> Iterator[Fault]:
    if not raws:  # the wrong folder, most likely: one line says more than one for each item
        yield Fault(place=Place(file="content"), says="there are no entries")
        return
    carried = Counter(
        value for raw in raws for _, value in _at(raw.data, ("article", "*"), ()) if isinstance(value, str)
    )
    for item in ITEMS:
        if not carried[item]:
            yield Fault(place=Place(file="content"), says=f"no entry carries {item} of the article")


def in_order(raws: Sequence[Raw]) -> tuple[Raw, ...]:
    """Entries of kinds with fixed ids in the order of those ids; the others as they were written."""
    ranks = {kind.name: {word: rank for rank, word in enumerate(kind.ids)} for kind in BY_NAME.values()}
    return tuple(sorted(raws, key=lambda raw: ranks[raw.kind.name].get(raw.id, 0)))
