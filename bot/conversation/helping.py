"""Help from the table of commands: the list, the nearest names for what nobody understood."""

from rapidfuzz import fuzz, process

from bot.conversation.commands import Command, Handler, Room
from bot.conversation.render import bold, command_button, grid, keyboard, lines, paragraphs
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import N_, _
from bot.messages import Keyboard, Reply, escape

GROUPS = (
    ("day", N_("Training")),
    ("report", N_("Reporting")),
    ("plan", N_("Your plan")),
    ("know", N_("Good to know")),
    ("more", N_("Settings and data")),
)


def nearest(commands: tuple[Command, ...], word: str, count: int = 2) -> tuple[Command, ...]:
    """The commands whose names are nearest to `word`, nearest first."""
    names = {name: each for each in commands if not each.admin for name in (each.name, *each.aliases)}
    ranked = process.extract(word.lower()[:64], list(names), scorer=fuzz.WRatio, limit=len(names))
    return tuple(dict.fromkeys(names[name] for name, _score, _at in ranked))[:count]


def nearest_buttons(commands: tuple[Command, ...], word: str) -> Keyboard:
    """The two nearest commands as buttons."""
    return grid(command_button(f"/{command.name}", command.name) for command in nearest(commands, word))


def _line(command: Command) -> str:
    example = f" {escape(command.example)}" if command.example else ""
    return f"/{command.name}{example} – {escape(_(command.does))}"


def _all(commands: tuple[Command, ...], turn: Turn) -> str:
    shown = [each for each in commands if each.menu and (not each.admin or turn.runner.admin)]
    known = {name for name, _title in GROUPS}
    parts = []
    for group, title in GROUPS:
        rows = [_line(each) for each in shown if (each.group if each.group in known else "more") == group]
        if rows:
            parts.append(lines(bold(_(title)), *rows))
    return paragraphs(*parts)


def _short(turn: Turn) -> tuple[str, Keyboard]:
    """What helps where the runner stands: before consent, in the first meeting, guided, on a normal day."""
    runner = turn.runner
    everything = command_button(_("All commands"), "help", "all")
    if runner.consented_at is None:
        return _(
            "I'm a strength coach for runners. We have not started yet: /start takes about two minutes."
        ), keyboard((command_button(_("Start"), "start"),))
    if not runner.onboarded:
        text = _(
            "We're in the middle of getting to know each other. Tap an answer or type it, in any order. /start shows "
            "the open question again, /cancel leaves it for later."
        )
        return text, keyboard((command_button(_("Open question"), "start"), everything))
    if runner.guided:
        text = _(
            "You're in a guided session. Tap Done after each set, or write what you did, like “8 at 45” or “only 6”. "
            "Stop ends it and keeps what you've done."
        )
        return text, keyboard((command_button(_("Today"), "today"), everything))
    text = paragraphs(
        _("Just write what you did: “done”, “RDL 4x6 80kg rpe 8”, “skipped, knee 4/10”. I echo it, you can undo it."),
        lines(
            _("/today – your workout"),
            _("/week – your week"),
            _("/settings – change anything"),
            _("/undo – take back the last change"),
        ),
    )
    return text, keyboard(
        (command_button(_("Today"), "today"), command_button(_("Week"), "week")),
        (everything,),
    )


def room(rooms: tuple[Room, ...]) -> Room:
    """The room of /help, which knows the commands of all other rooms."""
    commands: list[Command] = []

    def show(turn: Turn, args: str) -> Outcome:
        word = args.strip().lstrip("/").lower()
        table = tuple(commands)
        if word == "all":
            return Outcome(runner=turn.runner, replies=(Reply(text=_all(table, turn)),))
        asked = next((each for each in table if word and word in (each.name, *each.aliases)), None)
        if asked is None and word:
            asked = nearest(table, word, 1)[0]
        if asked:
            buttons = keyboard((command_button(f"/{asked.name}", asked.name),))
            return Outcome(runner=turn.runner, replies=(Reply(text=_line(asked), buttons=buttons),))
        text, buttons = _short(turn)
        return Outcome(runner=turn.runner, replies=(Reply(text=text, buttons=buttons),))

    handler: Handler = show
    own = Command(
        name="help",
        handler=handler,
        does=N_("help for where you are; /help all lists everything"),
        aliases=("h", "commands"),
        before_start=True,
    )
    commands.extend(command for each in rooms for command in each.commands)
    commands.append(own)
    return Room(commands=(own,))
