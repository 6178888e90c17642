"""What a change replaced, as JSON, so that /undo can bring it back: pure, from before and after.

Scalars are kept by their former value, a field of the athlete or of the reminders each for itself. Of a collection the
items that came and went are kept, so that undoing an older change leaves alone what came later.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, get_args

from bot.coaching.athlete import Athlete
from bot.coaching.runner import Reminders, Runner
from bot.store.codec import dump, fields_of, load

Replaced = dict[str, Any]

_KEPT_OUT = frozenset(
    {"id", "dialog", "guided", "notices_seen", "admin", "consented_at", "ignored_in_a_row", "sparse", "snoozed_to"}
)
_HEALTH = frozenset({"pains", "flag"})
_KEYS: Mapping[str, Callable[[Any], Any]] = {
    "reports": lambda report: report.id,
    "day_choices": lambda choice: choice.day,
    "week_choices": lambda choice: choice.monday,
    "pains": lambda pain: (pain.day, pain.area, pain.side, pain.follow_up),
    "absences": lambda absence: absence.since,
    "run_ticks": lambda tick: tick,
}
_NESTED: Mapping[str, type] = {"athlete": Athlete, "reminders": Reminders}


def replaced(before: Runner, after: Runner) -> Replaced:
    """What `after` took the place of; empty where nothing that can be undone changed."""
    found: Replaced = {}
    secret = _HEALTH if after.health_consent is False else frozenset()
    for field in fields_of(Runner):
        name = field.name
        old, new = getattr(before, name), getattr(after, name)
        if name in _KEPT_OUT or name in secret or old == new:
            continue
        if name in _NESTED:
            found |= {f"{name}.{part}": value for part, value in _parts(_NESTED[name], old, new).items()}
        elif name in _KEYS:
            found[name] = _moved(field.type, old, new)
        else:
            found[name] = dump(field.type, old)
    return found


def restored(runner: Runner, back: Replaced) -> Runner:
    """The runner with what a change replaced put back; a red flag that stands is not undone, only settled (R27)."""
    changes: dict[str, Any] = {}
    nested: dict[str, dict[str, Any]] = {}
    types = {field.name: field.type for field in fields_of(Runner)}
    for path, value in back.items():
        name, _, part = path.partition(".")
        if part and name in _NESTED:
            kinds = {field.name: field.type for field in fields_of(_NESTED[name])}
            if part in kinds:
                nested.setdefault(name, {})[part] = load(kinds[part], value)
        elif name in _KEYS:
            changes[name] = _moved_back(name, types[name], getattr(runner, name), value)
        elif name == "flag" and value is None:
            continue
        elif name in types:
            changes[name] = load(types[name], value)
    for name, parts in nested.items():
        changes[name] = replace(getattr(runner, name), **parts)
    return replace(runner, **changes)


def _parts(kind: type, old: Any, new: Any) -> Replaced:
    return {
        field.name: dump(field.type, getattr(old, field.name))
        for field in fields_of(kind)
        if field.name not in _KEPT_OUT and getattr(old, field.name) != getattr(new, field.name)
    }


def _moved(kind: Any, old: tuple[Any, ...], new: tuple[Any, ...]) -> Replaced:
    came, gone = list(new), []
    for place, item in enumerate(old):
        if item in came:
            came.remove(item)
        else:
            gone.append((place, item))
    return {
        "came": [dump(_item(kind), item) for item in came],
        "gone": [[place, dump(_item(kind), item)] for place, item in gone],
    }


def _moved_back(name: str, kind: Any, now: tuple[Any, ...], moved: Replaced) -> tuple[Any, ...]:
    key = _KEYS[name]
    items = list(now)
    for data in moved["came"]:
        came = key(load(_item(kind), data))
        places = [place for place, item in enumerate(items) if key(item) == came]
        if places:
            del items[places[-1]]
    for place, data in moved["gone"]:
        items.insert(min(place, len(items)), load(_item(kind), data))
    return tuple(items)


def _item(kind: Any) -> Any:
    """The type of a tuple's items."""
    return get_args(kind)[0]
