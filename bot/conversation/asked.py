"""Questions and wishes in words that a command answers: "what's tomorrow", "swap the deadlift", "how do I do RDLs"."""

import re
from datetime import date, timedelta

from bot.conversation.meeting import settings
from bot.conversation.personal import away
from bot.conversation.reading import exercises
from bot.conversation.render import button, command_button, keyboard
from bot.conversation.training import adjust, day, plan, skipping, week
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import _
from bot.messages import Reply

LONGEST = 120
_SETTINGS = frozenset(
    {
        "reminders",
        "equipment",
        "kit",
        "quiet hours",
        "language",
        "units",
        "time zone",
        "timezone",
        "experience",
        "figures",
    }
)
"""Settings by their bare names; others, like "run" or "gym", may well be a report."""

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = r"(?P<day>today|tonight|tomorrow|tmrw|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)"
_SESSION = r"(?:workout|session|gym|training|lift(?:ing|s)?|plan|strength)"
_THIS = rf"(?:it|this|that|(?:today'?s|the|my|this) {_SESSION})"
_WHAT_IS_ON = re.compile(
    r"(?:(?:so |and |ok(?:ay)? |hey )?"
    r"(?:what(?:'?s| is| are| about| do i do| do i have| am i doing| should i do| have i got)?"
    r"|how about|show(?: me)?|and|do i (?:lift|train)|is there (?:anything|something))\s+)?"
    rf"(?:(?:on|for|up|planned|due|(?:the|my) {_SESSION}(?: for| on)?)\s+)*"
    rf"(?:the |next |this )?{_DAY}(?:'?s)?(?: {_SESSION}| morning| evening)?"
)
_NEXT = re.compile(
    rf"when(?:'?s| is| do i| will i| am i)? .*\b(?:next|{_SESSION})\b.*"
    rf"|(?:what(?:'?s| is) )?(?:my |the )?next {_SESSION}"
)
_DOSE = re.compile(r"how (?:much|long)(?: do i| should i| is the| to)? rest\b.*|how many (?:sets|reps)\b.*")
_SHOW = re.compile(
    r"(?:show(?: me)?|explain|demo(?:nstrate)?|teach me|(?:a )?(?:picture|video|photo)s? of|exercise"
    r"|form (?:for|on|of)|why(?: do| the)?|what(?:'?s| is| are)|how to(?: do| perform)?|how does"
    r"|how (?:do|should|can|does) (?:i|you|one) (?:do|perform)|(?:can|may|should) i do"
    r"|(?:is it|am i) (?:ok|okay|allowed|safe|fine)(?: for me)? to do)"
    r"(?: the| an?| my| some)? (?P<name>.+?)(?: work| look(?: like)?| go| again| properly| right)?"
)
_SWAP = re.compile(
    r"(?:can i |could i |i(?:'d| want| would like)(?: like)? to )?(?:swap|replace|switch)(?: out)?(?: the| my)? "
    r"(?P<all>(?P<name>.+?)(?: (?:for|with|by) .+)?)"
)
_BACK = re.compile(r"(?:i(?:'?ll| will| am|'?m| should)? )?(?:be )?back (?:on |by |in |at |from )?.+")
_WELL = re.compile(
    r"(?:i'?m |i am |i feel |feeling |all )*(?:back|better|well|healthy|fit|good|recovered)(?: again| now| today)*"
)
_PUT_OFF = re.compile(
    r"(?:can i |could i |may i |let'?s |i'?ll |i will |i want to |i'd rather |rather )?(?:"
    rf"(?:move|push|shift|postpone|put off)(?: {_THIS})(?: off)?(?:(?: back| out)?(?: to| till| until| on)? {_DAY})?"
    rf"|do {_THIS}(?: on)? {_DAY.replace('day', 'other', 1)})(?: instead)?"
)
_TIRED = re.compile(
    r"(?:i'?m |i am |i feel |feeling |just |so |too |really |very |bit |a )*"
    r"(?:tired|exhausted|knackered|wrecked|shattered|drained|no energy)(?: today| now| for this)*"
)


def answered(turn: Turn, text: str) -> Outcome | None:
    """What the words ask for, by the command that answers it; None where they are something else (a report, mostly)."""
    said = " ".join(text.lower().replace("’", "'").strip(" ?!.,").split())
    if not turn.runner.onboarded or not said or len(said) > LONGEST:
        return None
    if said in _SETTINGS:
        return settings.settings(turn, said)
    for take in (_put_off, _tired, _back, _day, _listed, _swapped, _shown):
        if (outcome := take(turn, said)) is not None:
            return outcome
    return None


def _day(turn: Turn, said: str) -> Outcome | None:
    found = _WHAT_IS_ON.fullmatch(said)
    named = found and _date(found["day"], turn.today)
    return day.today(turn, named.isoformat()) if named else None


def _date(word: str, today: date) -> date | None:
    """The day a word names, today or later."""
    if word in {"today", "tonight"}:
        return today
    if word in {"tomorrow", "tmrw"}:
        return today + timedelta(days=1)
    weekday = next((at for at, name in enumerate(_DAYS) if name.startswith(word) or word.startswith(name)), None)
    if weekday is None and word in {"tues", "thurs", "thur", "weds"}:
        weekday = {"tu": 1, "th": 3, "we": 2}[word[:2]]
    return None if weekday is None else today + timedelta(days=(weekday - today.weekday()) % 7)


def _listed(turn: Turn, said: str) -> Outcome | None:
    if _NEXT.fullmatch(said):
        return week.week(turn, "")
    return day.today(turn, "") if _DOSE.fullmatch(said) else None


def _swapped(turn: Turn, said: str) -> Outcome | None:
    found = _SWAP.fullmatch(said)
    return adjust.swap(turn, found["all"]) if found and _is_exercise(turn, found["name"]) else None


def _shown(turn: Turn, said: str) -> Outcome | None:
    found = _SHOW.fullmatch(said)
    return exercises.exercise_command(turn, found["name"]) if found and _is_exercise(turn, found["name"]) else None


def _is_exercise(turn: Turn, name: str) -> bool:
    best = exercises.matches(turn.content, name)[:1]
    return bool(best) and best[0][1] >= exercises.SURE


def _back(turn: Turn, said: str) -> Outcome | None:
    """While paused "back on Wednesday" gives the pause its end, "I'm back" ends it."""
    now = plan.absence_on(turn.runner, turn.today)
    if now is not None and _WELL.fullmatch(said):
        return away.resume(turn, "")
    if now is None or not _BACK.fullmatch(said):
        return None
    told = turn.content.reader.absence(said, turn.today)
    return away.paused(turn, now.reason, told.until) if told is not None and told.until is not None else None


def _put_off(turn: Turn, said: str) -> Outcome | None:
    """ "Can I do it tomorrow instead?": today's session is off, and the week says where there is room (R24)."""
    if not _PUT_OFF.fullmatch(said):
        return None
    open_still = plan.started(turn.runner, turn.today) and plan.report_on(turn.runner, turn.today) is None
    if open_still and plan.today_of(turn).session is not None:
        return skipping.not_today(turn, "")
    text = _("There is no session open today to move. A run moves like this: “intervals to Thursday”.")
    return _say(turn, Reply(text=text, buttons=keyboard((command_button(_("Week"), "week"),))))


def _tired(turn: Turn, said: str) -> Outcome | None:
    if not _TIRED.fullmatch(said):
        return None
    today = turn.today
    if not plan.started(turn.runner, today) or plan.today_of(turn).session is None:
        return _say(turn, Reply(text=_("Then rest well: there is nothing to lift today. Eat enough, sleep early.")))
    text = _("That happens. What is it most? A light day still counts, and a day off is no step back.")
    rows = keyboard(
        (button(_("Slept badly"), "slept", today), button(_("Very sore"), "sore", today)),
        (command_button(_("Just 20 min"), "shorter", "20 min"), button(_("Not today"), "nottoday", today)),
    )
    return _say(turn, Reply(text=text, buttons=rows, about=f"session:{today}"))


def _say(turn: Turn, reply: Reply) -> Outcome:
    return Outcome(runner=turn.runner, replies=(reply,))
