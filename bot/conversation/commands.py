"""The one table of commands: it drives help, menus and routing in every channel."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.conversation.turn import Outcome, Turn

Handler = Callable[[Turn, str], Outcome]
"""A command or a tapped verb: the turn and what stood behind the name (`/swap rdl` → "rdl"; `1|swap|rdl` → "rdl")."""

Answer = Callable[[Turn, str], Outcome | None]
"""An open question's answer in words; None where the words are no answer to it."""


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
    (Dialog.question) to what reads its answer. A verb or name belongs to one room only.
    """

    commands: tuple[Command, ...] = ()
    taps: dict[str, Handler] | None = None
    questions: dict[str, Answer] | None = None


def action(verb: str, *args: object) -> str:
    """The action string of a button: version 1, verb, arguments."""
    return "|".join(("1", verb, *(str(arg) for arg in args)))
