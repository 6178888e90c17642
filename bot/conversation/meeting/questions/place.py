"""The time zone: from a city, a country, a shared location, an IANA name, or by what the clock says."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.conversation.meeting.asking import Draft, Question, Step, again, pick
from bot.conversation.meeting.places import city, zone_of, zones_of
from bot.conversation.render import button, clock, grid, keyboard
from bot.conversation.turn import Outcome, Turn
from bot.conversation.words import N_, _
from bot.messages import Keyboard, Reply

SHARE = "place"
OFTEN = (
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "Asia/Kolkata",
    "Australia/Sydney",
)


def zone_words(turn: Turn, zone: str | None) -> str:
    """`Berlin, where it is 07:55`."""
    if zone is None:
        return _("not known yet, so UTC")
    return _("{city}, where it is {time} now").format(city=city(zone), time=_time_in(turn, zone))


def _time_in(turn: Turn, zone: str) -> str:
    return clock(turn.now.astimezone(ZoneInfo(zone)).time())


def _offered(turn: Turn, draft: Draft) -> tuple[str, ...]:
    asked = draft.get("zones")
    zones = tuple(str(zone) for zone in asked) if isinstance(asked, (list, tuple)) else OFTEN
    known = turn.runner.zone
    return (known, *(zone for zone in zones if zone != known)) if known else zones


def _ask(_turn: Turn, draft: Draft) -> str:
    if draft.get("zones"):
        return _("That country has several clocks. Which one is yours, or which city are you in?")
    return _(
        "So that reminders come on time: which city are you in? Type it, share a location (I keep only the zone), or "
        "tap the place whose clock is yours."
    )


def _choices(turn: Turn, draft: Draft) -> Keyboard:
    zones = _offered(turn, draft)
    buttons = [pick(f"{city(zone)} {_time_in(turn, zone)}", "zone", zone) for zone in zones]
    share = replace(button(_("📍 Share my location"), SHARE), place=True)
    return keyboard(*grid(buttons, 2), [pick(f"UTC {_time_in(turn, 'UTC')}", "zone", "UTC"), share])


def share_tapped(turn: Turn, _args: str) -> Outcome:
    """How to share a place; the question stays open."""
    text = _("Tap the big key below to share where you are. I look up its time zone and forget the place.")
    key = keyboard([button(_("📍 Share my location"), SHARE)])
    return Outcome(runner=turn.runner, replies=(Reply(text=text, place="ask", buttons=key),))


def _tap(turn: Turn, draft: Draft, arg: str) -> Step | None:
    known = arg in (*OFTEN, "UTC", *_offered(turn, draft))
    return set_zone(turn, arg) if known else None


def _read(turn: Turn, _draft: Draft, text: str) -> Step | None:
    zone = zone_of(text)
    if zone:
        return set_zone(turn, zone)
    several = zones_of(text)
    return again(turn, {"zones": list(several)}) if several else None


def set_zone(turn: Turn, zone: str) -> Step:
    """The runner with that zone; every time of theirs is on its clock from now on."""
    runner = replace(turn.runner, zone=zone)
    return Step(runner=runner, says=_("Time zone: {zone}").format(zone=zone_words(turn, zone)))


ZONE = Question(
    id="zone",
    title=N_("Time zone"),
    hint=N_("Write the nearest larger city, like “Kraków”, or an IANA name like “America/New_York”."),
    ask=_ask,
    choices=_choices,
    tap=_tap,
    read=_read,
    value=lambda turn: zone_words(turn, turn.runner.zone),
)
