"""One runner across chats, and new ones: link, unlink, invite."""

import re

from bot.coaching.runner import Runner
from bot.conversation.commands import Command, Room
from bot.conversation.meeting import heard
from bot.conversation.meeting.asking import in_place
from bot.conversation.meeting.questions.days import runs_words
from bot.conversation.render import (
    clock,
    code,
    command_button,
    keyboard,
    lines,
)
from bot.conversation.turn import (
    Effect,
    MakeCode,
    Outcome,
    Result,
    Turn,
    Unlink,
    UseCode,
)
from bot.conversation.words import N_, _, ngettext
from bot.messages import Button, Keyboard, Reply, escape

_CODE = re.compile(r"[A-Za-z0-9-]{4,40}")


def _say(turn: Turn, text: str, buttons: Keyboard = (), *, runner: Runner | None = None) -> Outcome:
    reply = Reply(text=text, buttons=buttons, edit=in_place(turn))
    return Outcome(runner=runner or turn.runner, replies=(reply,))


def is_code(word: str) -> bool:
    """Whether a word could be a code that was handed out (bot/store/people.py makes ten letters and digits)."""
    return _CODE.fullmatch(word.strip()) is not None and any(each.isdigit() or each.isupper() for each in word)


def link(turn: Turn, args: str) -> Outcome:
    """`/link` gives a code, `/link CODE` in another chat uses it."""
    if not args:
        if turn.runner.consented_at is None:
            return _say(turn, _("In the chat where I know you, send /link; then write the code here: /link CODE"))
        return Outcome(runner=turn.runner, effect=MakeCode(purpose="link"))
    word = args.split(maxsplit=1)[0]
    if not _CODE.fullmatch(word):
        return _say(turn, _("That is no code. /link in your other chat gives you one."))
    if turn.runner.onboarded and not turn.inbound.tap:
        text = _(
            "This chat has a plan and log of its own. After linking it shows the other one; export yours first "
            "if you want to keep it."
        )
        rows = keyboard([command_button(_("Link anyway"), "link", word)], [command_button(_("Export first"), "export")])
        return _say(turn, text, rows)
    return Outcome(runner=turn.runner, effect=UseCode(code=word.upper()))


def invite(turn: Turn, args: str) -> Outcome:
    """`/invite [runs]`: a code for someone new; it can carry a club's runs (hosts only)."""
    runs = heard.runs(turn, args) if args else ()
    if runs is None:
        return _say(
            turn, _("I couldn't read these runs. Write them like: /invite Tue hard 19:00 60min, Sun long 8am 2h")
        )
    rows = [[run.weekday, run.type, clock(run.time), run.minutes] for run in runs]
    return Outcome(runner=turn.runner, effect=MakeCode(purpose="invite", payload={"runs": rows} if rows else {}))


def code_made(turn: Turn, effect: Effect, result: Result) -> Outcome:
    """A code to pass on."""
    assert isinstance(effect, MakeCode)
    if effect.purpose == "link":
        text = lines(
            _("Your code: {code}").format(code=code(str(result))),
            _("Write {words} in your other chat with me. It works once.").format(words=code(f"/link {result}")),
        )
        return Outcome(runner=turn.runner, replies=(Reply(text=text, buttons=pass_on(_("Open it elsewhere"), result)),))
    runs = heard.rows(effect.payload.get("runs"))
    text = lines(
        _("An invitation: {code}").format(code=code(str(result))),
        _("Your guest writes {words} to me. It works once.").format(words=code(f"/start {result}")),
        _("Filled in already: {runs}").format(runs=escape(runs_words(runs))) if runs else None,
    )
    return Outcome(runner=turn.runner, replies=(Reply(text=text, buttons=pass_on(_("Send the invitation"), result)),))


def pass_on(label: str, code: Result) -> Keyboard:
    """A link that brings the code along, where the channel has such links."""
    return ((Button(label=label, start=str(code)),),)


def unlink(turn: Turn, args: str) -> Outcome:
    """`/unlink`: this chat alone, after one confirmation."""
    if args == "yes" and turn.inbound.tap:
        return Outcome(runner=turn.runner, effect=Unlink())
    text = lines(
        _("Detach this chat? I'd no longer know you here; your other linked chats go on."),
        _("If this is your only chat, nobody could reach your log any more: /export or /delete it first."),
    )
    rows = keyboard(
        [command_button(_("Detach this chat"), "unlink", "yes")], [command_button(_("Other chats"), "link")]
    )
    return _say(turn, text, rows)


def unlinked(turn: Turn, _effect: Effect, result: Result) -> Outcome:
    """This chat is on its own."""
    left = result if isinstance(result, int) else 0
    rest = ngettext("Your log lives on in {n} other chat.", "Your log lives on in {n} other chats.", left).format(
        n=left
    )
    text = lines(_("Detached."), rest if left else None, _("/start begins anew here."))
    return Outcome(runner=turn.runner, replies=(Reply(text=text),))


ROOM = Room(
    commands=(
        Command(name="link", handler=link, does=N_("use me from another chat too"), before_start=True),
        Command(name="unlink", handler=unlink, does=N_("detach this chat")),
        Command(
            name="invite",
            handler=invite,
            does=N_("a code for someone new, with a club's runs if you like"),
            example="Tue hard 19:00",
            admin=True,
        ),
    ),
    results={"MakeCode": code_made, "Unlink": unlinked},
)
