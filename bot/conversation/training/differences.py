"""What a changed week means for the strength sessions: which moved, grew, shrank or are lost, and why (R36)."""

from bot.coaching.says import Says
from bot.coaching.session import Day
from bot.conversation.render import bullets, paragraphs
from bot.conversation.render import weekday as weekday_name
from bot.conversation.training.card import in_words
from bot.conversation.turn import Turn
from bot.conversation.words import _
from bot.messages import escape

REASONS = ("R7", "R9", "R10", "R8")
"""The rules that place a session, the most telling first."""


def differences(turn: Turn, before: tuple[Day | None, ...], after: tuple[Day | None, ...]) -> str:
    """What moved, grew, shrank or is lost among the sessions, a line each, and what decided the first of them."""
    was, now = _sessions(before), _sessions(after)
    said: list[str] = []
    changed: list[Day] = []
    for kind in {**was, **now}:
        line = _difference(escape(turn.content.session(kind).name), was.get(kind), now.get(kind))
        if line is not None:
            said.append(line)
            changed += [now[kind]] if kind in now else []
    why = next((reason for day in changed if (reason := _reason(day))), None)
    return paragraphs(bullets(said), in_words(turn.content, why) if why else None)


def _difference(name: str, was: Day | None, now: Day | None) -> str | None:
    """One session's line; None where nothing about it changed."""
    if now is None or now.session is None:
        return _("{name}: no day fits this week any more").format(name=name)
    minutes = now.session.minutes
    if was is None or was.session is None:
        return _("{name}: now on {day}").format(name=name, day=_day(now))
    if was.date != now.date:
        return _("{name}: {before} → {after}").format(name=name, before=_day(was), after=_day(now))
    if was.session.minutes != minutes:
        return _("{name}: stays on {day}, {n} min").format(name=name, day=_day(now), n=minutes)
    return None


def _sessions(days: tuple[Day | None, ...]) -> dict[str, Day]:
    return {day.session.type: day for day in days if day is not None and day.session is not None}


def _reason(day: Day) -> Says | None:
    return next((each.says for rule in REASONS for each in day.why if each.rule == rule), None)


def _day(day: Day) -> str:
    return weekday_name(day.date.weekday())
