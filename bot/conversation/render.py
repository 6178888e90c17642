"""How everything looks in a message: HTML bits, buttons, loads, doses, days and times in the runner's words."""

from collections.abc import Iterable
from datetime import date, time, timedelta

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, get_day_names

from bot.coaching.athlete import Unit
from bot.coaching.exercise import Equipment, WorkUnit
from bot.coaching.session import Prescription
from bot.conversation.commands import action
from bot.conversation.words import _, language, ngettext
from bot.messages import TEXT_LIMIT, Button, Keyboard, Reply, escape

POUNDS = 2.20462


def bold(text: str) -> str:
    """`text` in bold, escaped."""
    return f"<b>{escape(text)}</b>"


def italic(text: str) -> str:
    """`text` in italics, escaped."""
    return f"<i>{escape(text)}</i>"


def code(text: str) -> str:
    """`text` as typed, escaped."""
    return f"<code>{escape(text)}</code>"


def quote(text: str, *, fold: bool = False) -> str:
    """`text` (a message's text, not escaped again) set apart; `fold` shows the first lines until it is opened."""
    return f"<blockquote{' expandable' if fold else ''}>{text}</blockquote>"


def lines(*parts: str | None) -> str:
    """The parts that say something, a line each."""
    return "\n".join(part for part in parts if part)


def paragraphs(*parts: str | None) -> str:
    """The parts that say something, an empty line between them."""
    return "\n\n".join(part for part in parts if part)


def bullets(parts: Iterable[str]) -> str:
    """A line each, with a bullet."""
    return "\n".join(f"• {part}" for part in parts)


def clip(text: str, limit: int = 200) -> str:
    """What someone wrote, on one line, shortened to `limit` characters and escaped."""
    flat = " ".join(text.split())
    return escape(flat if len(flat) <= limit else flat[: limit - 1] + "…")


def fit(text: str) -> str:
    """`text` cut at a line's end to what a message can hold, open tags closed by leaving whole lines out."""
    kept = text
    while len(kept) > TEXT_LIMIT:
        kept = kept[: kept.rstrip("\n…").rfind("\n")] if "\n" in kept.rstrip("\n…") else kept[: TEXT_LIMIT - 1]
        kept = kept.rstrip() + "\n…" if len(kept) < TEXT_LIMIT - 1 else kept
    return kept


def button(label: str, verb: str, *args: object) -> Button:
    """A button for a verb of a room's `taps`."""
    return Button(label=label, action=action(verb, *args))


def command_button(label: str, name: str, args: str = "") -> Button:
    """A button that does what typing `/name args` does."""
    return button(label, "cmd", name, *([args] if args else []))


def keyboard(*rows: Iterable[Button | None]) -> Keyboard:
    """Rows of buttons; None and empty rows are left out."""
    kept = (tuple(each for each in row if each) for row in rows)
    return tuple(row for row in kept if row)


def grid(buttons: Iterable[Button], per_row: int = 2) -> Keyboard:
    """Buttons in rows of `per_row`."""
    flat = tuple(buttons)
    return tuple(flat[at : at + per_row] for at in range(0, len(flat), per_row))


def toast(text: str) -> Reply:
    """An answer to a tap that changes no message."""
    return Reply(text="", toast=text)


def number(value: float) -> str:
    """At most two decimals, none where there are none: 40, 42.5, 8.05."""
    return f"{round(value, 2):.2f}".rstrip("0").rstrip(".")


def load(value: float | None, unit: Unit, implement: Equipment | None = None, *, single: bool = False) -> str:
    """A load as the runner finds it in the gym: `40 kg`, a pair of dumbbells `2 × 6 kg`, `bodyweight` for None or 0."""
    if not value:
        return _("bodyweight")
    if implement == "dumbbells" and not single:
        return f"2 × {number(value / 2)} {unit}"
    return f"{number(value)} {unit}"


def converted(value: float, unit: Unit, into: Unit) -> float:
    """A mass in another unit, not rounded."""
    if unit == into:
        return value
    return value * POUNDS if into == "lb" else value / POUNDS


def span(low: int, high: int) -> str:
    """`6–8`, or `5` where both are the same."""
    return f"{low}" if low == high else f"{low}–{high}"


def counted(text: str, unit_of_work: WorkUnit) -> str:
    """A count with its unit: `45 s`, `30 m`, `10 steps`, `10 min`; repetitions stand bare."""
    units = {"seconds": _("{n} s"), "metres": _("{n} m"), "steps": _("{n} steps"), "minutes": _("{n} min")}
    return units.get(unit_of_work, "{n}").format(n=text)


def dose(item: Prescription, unit: Unit) -> str:
    """`4 × 6–8 @ 40 kg`, `3 × 30–45 s`, `4 × 6–8 each side @ 2 × 6 kg`; the load only where there is one."""
    work = counted(span(item.low, item.high), item.unit_of_work)
    if item.per_side:
        work = _("{work} each side").format(work=work)
    single = item.exercise == "kettlebell_swing"
    with_load = f" @ {load(item.load, unit, item.implement, single=single)}" if item.load else ""
    return f"{item.sets} × {work}{with_load}"


def pause(seconds: int) -> str:
    """A rest: `90 s`, `2 min`, `2:30 min`."""
    if seconds < 120 and seconds != 60:
        return _("{n} s").format(n=seconds)
    minutes, rest = divmod(seconds, 60)
    return _("{n} min").format(n=f"{minutes}:{rest:02}" if rest else minutes)


def minutes(count: float) -> str:
    """`45 min`."""
    return _("{n} min").format(n=number(count))


def days(count: int) -> str:
    """`1 day`, `3 days`."""
    return ngettext("{n} day", "{n} days", count).format(n=count)


def clock(at: time) -> str:
    """`07:00`."""
    return at.strftime("%H:%M")


def _locale() -> Locale:
    try:
        return Locale.parse(language(), sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def weekday(number_from_monday: int, *, short: bool = True) -> str:
    """`Tue` or `Tuesday`, in the language being spoken; 0 = Monday."""
    return str(get_day_names("abbreviated" if short else "wide", locale=_locale())[number_from_monday % 7])


def day_month(day: date) -> str:
    """`6 Jun`."""
    return format_date(day, "d MMM", locale=_locale())


def date_words(day: date) -> str:
    """`Sun 6 Jun 2027`."""
    return format_date(day, "EEE d MMM y", locale=_locale())


def near_day(day: date, today: date) -> str:
    """`today`, `tomorrow`, `yesterday`, else `Thu 7 Jan`, with the year where it is another."""
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}.get((day - today) // timedelta(days=1))
    return near or format_date(day, "EEE d MMM" if day.year == today.year else "EEE d MMM y", locale=_locale())


def listed(parts: Iterable[str], last: str = "") -> str:
    """`a, b and c`; `last` replaces "and"."""
    known = tuple(parts)
    if len(known) < 2:
        return "".join(known)
    return _("{first} {joint} {last}").format(first=", ".join(known[:-1]), joint=last or _("and"), last=known[-1])
