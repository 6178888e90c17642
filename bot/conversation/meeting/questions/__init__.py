"""Every question the coach asks about a runner, each defined once: the first meeting and /settings both ask it."""

from bot.conversation.meeting.asking import Question
from bot.conversation.meeting.questions.body import BODY, EXPERIENCE
from bot.conversation.meeting.questions.days import GYM, RUNS
from bot.conversation.meeting.questions.health import HEALTH, NOTES, SAFETY
from bot.conversation.meeting.questions.kit import EQUIPMENT
from bot.conversation.meeting.questions.lifts import KNOWN_LIFTS
from bot.conversation.meeting.questions.place import ZONE
from bot.conversation.meeting.questions.season import PHASE, RACES
from bot.conversation.meeting.questions.style import FIGURE, LANGUAGE, LONGEST_SESSION, MILEAGE, WEEK_STYLE
from bot.conversation.meeting.questions.times import ACTIVATION, QUIET, REMINDERS

MEETING: tuple[Question, ...] = (PHASE, EQUIPMENT, ZONE, RUNS, GYM, EXPERIENCE, BODY, KNOWN_LIFTS, REMINDERS)
"""The nine questions of the first meeting, in their order; with the first three answered one can start."""

SETTINGS: tuple[Question, ...] = (
    PHASE,
    RACES,
    RUNS,
    GYM,
    EQUIPMENT,
    EXPERIENCE,
    BODY,
    KNOWN_LIFTS,
    ZONE,
    REMINDERS,
    QUIET,
    ACTIVATION,
    WEEK_STYLE,
    MILEAGE,
    LONGEST_SESSION,
    HEALTH,
    FIGURE,
    LANGUAGE,
)

__all__ = ["MEETING", "NOTES", "QUESTIONS", "SAFETY", "SETTINGS"]

QUESTIONS: dict[str, Question] = {each.id: each for each in (*SETTINGS, NOTES, SAFETY)}
