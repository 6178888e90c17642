"""The one table of commands: it drives help, menus and routing in every channel."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.coaching.runner import ReminderKind
from bot.conversation.turn import Effect, LoadAll, Outcome, Result, Turn

Handler = Callable[[Turn, str], Outcome]
"""A command or a tapped verb: the turn and what stood behind the name (`/swap rdl` → "rdl"; `1|swap|rdl` → "rdl")."""

Answer = Callable[[Turn, str], Outcome | None]
"""An open question's answer in words; None where the words are no answer to it."""

After = Callable[[Turn, Effect, Result], Outcome]
"""What is said once the store has carried out an effect."""

Remind = Callable[[Turn, ReminderKind, datetime], Outcome]
"""A reminder as it reads when it is sent: its kind and the wall time it was due at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command. `does` is its line in help and menus (a message id); `example` shows its argument."""

    name: str
    handler: Handler
    does: str
    example: str = ""
    aliases: tuple[str, ...] = ()
    menu: bool = True
    admin: bool = False
    before_start: bool = False
    group: str = "more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What one module of the conversation answers to.

    `taps` maps the verb of a button's action to its handler, `questions` the name of an open question
    (Dialog.question) to what reads its answer, `intents` what the reader takes unasked words for (`Reader.intent`) to
    who takes them, `results` the name of an effect (`effect_name`) to what is said after it. A verb or name belongs to
    one room only. `first` looks at every free text before anything else does (red flags), `edited` takes the new words
    of a message that was edited, `last` what nobody else took (a report); None goes on to the next. `remind` renders
    reminders.
    """

    commands: tuple[Command, ...] = ()
    taps: dict[str, Handler] | None = None
    questions: dict[str, Answer] | None = None
    intents: dict[str, Answer] | None = None
    results: dict[str, After] | None = None
    first: Answer | None = None
    edited: Answer | None = None
    last: Answer | None = None
    remind: Remind | None = None


def effect_name(effect: Effect) -> str:
    """The name of an effect in `Room.results`: its class, for LoadAll with the purpose (`LoadAll:export`)."""
    return f"LoadAll:{effect.purpose}" if isinstance(effect, LoadAll) else type(effect).__name__


def action(verb: str, *args: object) -> str:
    """The action string of a button: version 1, verb, arguments."""
    return "|".join(("1", verb, *(str(arg) for arg in args)))
