"""The figure of an exercise, as a message names it; it is drawn when the message is sent."""

from bot.conversation.turn import Turn
from bot.messages import Picture


def figure(turn: Turn, exercise_id: str, *, moving: bool = False) -> Picture | None:
    """The picture in the runner's skin tone: the panels, or the movement where there is one; None without a figure."""
    words = turn.content.figures.get(exercise_id)
    if words is None:
        return None
    kind = "motion" if moving and words.moves else "exercise"
    return Picture(name=f"{kind}:{exercise_id}", alt=words.alt, tone=turn.runner.figure)
