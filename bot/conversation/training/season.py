"""`/season`: the phases and blocks from here to race day."""

from datetime import date

from bot.coaching.athlete import Athlete, Phase
from bot.coaching.periodization import WEEK, monday_of
from bot.coaching.season import Stretch, season_for
from bot.content import Content
from bot.conversation.commands import Command, Room
from bot.conversation.render import (
    bold,
    command_button,
    date_words,
    day_month,
    italic,
    keyboard,
    lines,
    number,
    paragraphs,
)
from bot.conversation.screen import screen
from bot.conversation.training import plan
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import N_, _, ngettext
from bot.messages import escape

WEEKS_WITHOUT_RACE = 16
WEEKS_AFTER_RACE = 3
MOST_WEEKS = 80
HALF_MARATHON_KM, MARATHON_KM = 21.1, 42.2


def season(turn: Turn, _args: str) -> Outcome:
    """`/season`: where the runner stands and what comes until the race is behind them."""
    rows = keyboard(
        (command_button(_("Week"), "week"), command_button(_("Today"), "today")),
        (command_button(_("Phase and race"), "settings", "phase"),),
    )
    return screen(turn, season_text(turn), rows)


def season_text(turn: Turn) -> str:
    """The season as text, the current block marked."""
    stretches = _ahead(turn)
    parts: list[str] = [lines(bold(_("Your season")), _aim(turn))]
    phases: dict[tuple[int, Phase], list[Stretch]] = {}
    run = 0
    for before, stretch in zip([None, *stretches], stretches, strict=False):
        run += before is not None and before.phase != stretch.phase
        phases.setdefault((run, stretch.phase), []).append(stretch)
    parts += [_phase(turn, phase, members) for (_run, phase), members in phases.items()]
    return paragraphs(*parts, _foot(turn.runner.athlete))


def _ahead(turn: Turn) -> tuple[Stretch, ...]:
    """What comes from this week until the race is behind, or for some months where there is none."""
    athlete = turn.runner.athlete
    first = monday_of(max(turn.today, athlete.start))
    last = first + WEEKS_WITHOUT_RACE * WEEK
    race = athlete.race if athlete.race is not None and athlete.race >= first else None
    if race is not None:
        last = min(race + WEEKS_AFTER_RACE * WEEK, first + MOST_WEEKS * WEEK)
    log = plan.log_of(turn, first)
    found = season_for(athlete, first, last, log)
    if race is None or race > last:
        found = _whole(found, season_for(athlete, first, last + WEEK, log))
    return tuple(each for each in found if race is None or each.first <= race or each.phase == "recovery")


def _whole(found: tuple[Stretch, ...], farther: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """Without the last block where the week after, which `farther` holds too, still belongs to it."""
    cut = len(found) > 1 and found[-1].block is not None and len(farther) == len(found)
    return found[:-1] if cut else found


def _aim(turn: Turn) -> str:
    athlete = turn.runner.athlete
    if athlete.race is None or athlete.race < turn.today:
        return _("No race ahead. Tell me one (“marathon on 6 June”) and I'll plan towards it.")
    days = (athlete.race - turn.today).days
    left = _("today")
    if days >= 14:
        left = ngettext("{n} week to go", "{n} weeks to go", days // 7).format(n=days // 7)
    elif days > 0:
        left = ngettext("{n} day to go", "{n} days to go", days).format(n=days)
    return _("{race} on {day}: {left}.").format(
        race=race_name(athlete.race_km), day=date_words(athlete.race), left=left
    )


def race_name(km: float | None) -> str:
    """`Marathon`, `Half marathon`, `10 km race`, `Race`."""
    if km is None:
        return _("Race")
    if abs(km - MARATHON_KM) < 0.3:
        return _("Marathon")
    return _("Half marathon") if abs(km - HALF_MARATHON_KM) < 0.3 else _("{km} km race").format(km=number(km))


def _phase(turn: Turn, phase: Phase, members: list[Stretch]) -> str:
    content = turn.content
    entry = content.phase(phase)
    dates = f"{day_month(members[0].first)} – {day_month(members[-1].last)}"
    count = ngettext("{n} session a week", "{n} sessions a week", entry.sessions).format(n=entry.sessions)
    if not entry.sessions:
        count = _("no lifting")
    head = f"{bold(entry.name)} · {dates} · {count}"
    rows = [_stretch(turn, content, each) for each in members if each.block is not None]
    race = turn.runner.athlete.race
    if race is not None and members[0].first <= race <= members[-1].last:
        rows.append(f"   🏁 {race_name(turn.runner.athlete.race_km)}, {day_month(race)}")
    if not any(row.startswith("▶") for row in rows) and _here(turn, members[0].first, members[-1].last):
        head = f"▶ {head}"
    return lines(head, *rows)


def _stretch(turn: Turn, content: Content, stretch: Stretch) -> str:
    assert stretch.block is not None
    mark = "▶" if _here(turn, stretch.first, stretch.last) else "  "
    weeks = ngettext("{n} week", "{n} weeks", len(stretch.weeks)).format(n=len(stretch.weeks))
    lighter = ""
    if stretch.deloads:
        lighter = _(", lighter from {days}").format(days=", ".join(day_month(day) for day in stretch.deloads))
    name = escape(content.block(stretch.block).name)
    return f"{mark} {name}: {day_month(stretch.first)}, {weeks}{italic(lighter) if lighter else ''}"


def _here(turn: Turn, first: date, last: date) -> bool:
    return first <= turn.today <= last


def _foot(athlete: Athlete) -> str | None:
    coming = sorted(day for day in athlete.tune_ups)
    if not coming:
        return None
    return _("Tune-up races: {days}.").format(days=", ".join(day_month(day) for day in coming))


ROOM = Room(
    commands=(
        Command(
            name="season",
            handler=season,
            does=N_("the phases and blocks to race day"),
            aliases=("phases",),
            group="plan",
        ),
    )
)
