"""What the channel itself says, in the language of the person's own Telegram."""

from bot.conversation.words import _, speaking
from bot.messages import escape

TOAST_LIMIT = 200


def pointer(language: str | None) -> tuple[str, str]:
    """What a group is told, and the label of the button that leads to the private chat."""
    with speaking(language or "en"):
        says = _("I coach in private, where your training stays yours. Write to me directly and we'll start.")
        return says, _("Open our chat")


def too_fast(language: str | None, text: str) -> str:
    """The message that was left out because too many came at once. HTML."""
    with speaking(language or "en"):
        named = f" “{escape(shortened(text, 60))}”" if text else ""
        return _(
            "That is a lot at once. I left this message out:{message}, and whatever follows it as fast. Nothing you "
            "sent before is lost. Please give me a minute and send it again."
        ).format(message=named)


def tapped_too_fast(language: str | None) -> str:
    """The same, to a tap."""
    with speaking(language or "en"):
        return _("That is a lot at once; I left this tap out. One moment, then try again.")


def tapped_too_soon(language: str | None) -> str:
    """To a tap that cannot be stored for now; it is taken as soon as that works again."""
    with speaking(language or "en"):
        return _("One moment: I can't write anything down right now. I do this as soon as I can.")


def too_large(size: int, limit: int) -> str:
    """In place of a file that Telegram does not carry."""
    megabytes = max(1, limit // 1_000_000)
    return _("This file has {size} MB and Telegram carries {limit}. Whoever hosts me can get it for you.").format(
        size=-(-size // 1_000_000), limit=megabytes
    )


def description(language: str) -> str:
    """What stands in an empty chat with the bot."""
    with speaking(language):
        return _(
            "A strength coach for runners. I plan your gym work around your runs, send today's session in the morning, "
            "take your report in plain words and adjust. Free, no account, your data stays with your host. I'm not a "
            "doctor."
        )


def short_description(language: str) -> str:
    """What stands on the bot's profile page."""
    with speaking(language):
        return _("A strength coach for runners: today's gym session, planned around your runs.")


def start_line(language: str) -> str:
    """The only command of a group's menu."""
    with speaking(language):
        return _("where I coach: in private")


def shortened(text: str, most: int) -> str:
    """The text on one line, cut at a word's end where it is longer."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    cut = flat[: most - 1]
    return (cut[: cut.rfind(" ")] if cut.rfind(" ") > most // 2 else cut) + "…"
