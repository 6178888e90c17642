"""What is sent by itself and when: the reminders, quiet hours, the circuit before runs."""

import re
from dataclasses import replace
from datetime import time

from bot.coaching.athlete import Activation
from bot.coaching.runner import Reminders
from bot.conversation.meeting import heard
from bot.conversation.meeting.asking import Draft, Question, Step, pick, ticked
from bot.conversation.meeting.questions.days import shifted
from bot.conversation.render import clock, keyboard, lines, paragraphs
from bot.conversation.turn import Turn
from bot.conversation.words import N_, _
from bot.messages import Button, Keyboard

KINDS = ("morning", "evening", "week")
USUAL = Reminders()
_NAMES = {
    "morning": re.compile(r"(?<!the )\b(mornings?|workouts?|today)\b"),
    "evening": re.compile(r"(?<!the )\b(evenings?|check[ -]?ins?)\b"),
    "week": re.compile(r"\b(sundays?|week(?:ly| ahead)?)\b"),
}
_CLAUSES = re.compile(r"[,;\n]|\band\b|(?<=\d|f) (?=(?:mornings?|workouts?|evenings?|check|sunday|week)\b)")
_OFF = re.compile(r"\b(off|none|no|never|stop|nothing|don't|without)\b")


def _at(at: time | None) -> str:
    return clock(at) if at else _("off")


def reminders_words(turn: Turn) -> str:
    """`workout 07:00, check-in 20:00, week ahead Sun 18:00`."""
    reminders = turn.runner.reminders
    return _("workout {morning}, check-in {evening}, week ahead Sun {week}").format(
        morning=_at(reminders.morning), evening=_at(reminders.evening), week=_at(reminders.week)
    )


def _ask(turn: Turn, _draft: Draft) -> str:
    reminders = turn.runner.reminders
    times = lines(
        _("• Workout of the day: {time}, or 45 min before the gym if that is earlier").format(
            time=_at(reminders.morning)
        ),
        _("• Evening check-in: {time}, only if a session is open").format(time=_at(reminders.evening)),
        _("• Week ahead: Sunday {time}").format(time=_at(reminders.week)),
    )
    return paragraphs(
        _("When may I write to you? Times are your wall clock; nothing comes for what is done, skipped or paused."),
        times,
        _("Tap a time to turn it off, or write it like “morning 6:30, evening off”."),
    )


def _row(kind: str, name: str, at: time | None) -> list[Button]:
    if at is None:
        return [pick(_("{name}: turn on").format(name=name), "reminders", "on", kind)]
    return [
        pick("−30", "reminders", "by", kind, -30),
        pick(f"{name} {clock(at)}", "reminders", "off", kind),
        pick("+30", "reminders", "by", kind, 30),
    ]


def _choices(turn: Turn, _draft: Draft) -> Keyboard:
    reminders = turn.runner.reminders
    return keyboard(
        [pick(_("That's fine"), "reminders", "ok"), pick(_("No reminders"), "reminders", "none")],
        _row("morning", _("Workout"), reminders.morning),
        _row("evening", _("Check-in"), reminders.evening),
        _row("week", _("Sunday"), reminders.week),
        [
            pick(ticked(_("Mobility days"), on=reminders.mobility_days), "reminders", "mobility"),
            pick(ticked(_("Pain follow-up"), on=reminders.pain_follow_up), "reminders", "pain"),
        ],
    )


def _tap(turn: Turn, _draft: Draft, arg: str) -> Step | None:
    what, _bar, rest = arg.partition("|")
    reminders = turn.runner.reminders
    if what == "ok":
        return set_reminders(turn, reminders)
    if what == "none":
        off = replace(reminders, morning=None, evening=None, week=None, activation=False, pain_follow_up=False)
        return set_reminders(turn, off)
    tapped = _tapped(reminders, what, rest)
    return None if tapped is None else replace(set_reminders(turn, tapped), done=False)


def _tapped(reminders: Reminders, what: str, rest: str) -> Reminders | None:
    """The reminders after one tap that leaves the screen open; None where no such button is there."""
    if what == "mobility":
        return replace(reminders, mobility_days=not reminders.mobility_days)
    if what == "pain":
        return replace(reminders, pain_follow_up=not reminders.pain_follow_up)
    kind, _bar, by = rest.partition("|")
    at: time | None = getattr(reminders, kind) if kind in KINDS else None
    if what == "by" and at:
        return with_time(reminders, kind, shifted(at, int(by)))
    if kind in KINDS and what in {"on", "off"}:
        return with_time(reminders, kind, getattr(USUAL, kind) if what == "on" else None)
    return None


def with_time(reminders: Reminders, kind: str, at: time | None) -> Reminders:
    """The reminders with one kind at another time; None turns it off."""
    if kind == "morning":
        return replace(reminders, morning=at)
    if kind == "evening":
        return replace(reminders, evening=at)
    return replace(reminders, week=at)


def _read(turn: Turn, draft: Draft, text: str) -> Step | None:
    """Each clause says one kind; a bare time or "off" is the morning's, or all of them where it stands alone."""
    reminders = turn.runner.reminders
    clauses = [clause for clause in _CLAUSES.split(text.lower()) if clause.strip()]
    understood = False
    for clause in clauses:
        kind = next((name for name, words in _NAMES.items() if words.search(clause)), None)
        if kind is None and _OFF.search(clause):
            kind = next((name for name in ("morning", "evening") if f"in the {name}" in clause), None)
            if kind is None and len(clauses) == 1:
                return _tap(turn, draft, "none")
        at = heard.clock(turn, _NAMES[kind].sub(" ", clause) if kind else clause)
        if at == "off" or (at is None and kind and _OFF.search(clause)):
            reminders, understood = with_time(reminders, kind or "morning", None), True
        elif isinstance(at, time):
            reminders, understood = with_time(reminders, kind or "morning", at), True
    if re.fullmatch(r"\W*(ok(ay)?|fine|yes|y|keep|good|default|that's fine|sure)\W*", text.lower()):
        understood = True
    return set_reminders(turn, reminders) if understood else None


def set_reminders(turn: Turn, reminders: Reminders) -> Step:
    """The runner with those reminders."""
    runner = replace(turn.runner, reminders=reminders)
    says = _("Reminders: {times}").format(times=reminders_words(replace(turn, runner=runner)))
    return Step(runner=runner, says=says)


# -- quiet hours -------------------------------------------------------------------------------------------------------


def quiet_words(turn: Turn) -> str:
    """`22:00 to 06:00`."""
    reminders = turn.runner.reminders
    if reminders.quiet_from == reminders.quiet_to:
        return _("none")
    return _("{start} to {end}").format(start=clock(reminders.quiet_from), end=clock(reminders.quiet_to))


def _ask_quiet(_turn: Turn, _draft: Draft) -> str:
    return _(
        "Between these hours nothing comes but the circuit before an early run. Write it like “22:00 to 6:30”, or "
        "“none”."
    )


def _quiet_choices(turn: Turn, _draft: Draft) -> Keyboard:
    reminders = turn.runner.reminders

    def row(name: str, which: str, at: time) -> list[Button]:
        label = f"{name} {clock(at)}"
        return [pick("−30", "quiet", which, -30), pick(label, "quiet", which, 0), pick("+30", "quiet", which, 30)]

    return keyboard(
        [pick(_("That's fine"), "quiet", "ok"), pick(_("No quiet hours"), "quiet", "none")],
        row(_("From"), "from", reminders.quiet_from),
        row(_("To"), "to", reminders.quiet_to),
    )


def _tap_quiet(turn: Turn, _draft: Draft, arg: str) -> Step | None:
    what, _bar, by = arg.partition("|")
    now = turn.runner.reminders
    if what == "ok":
        return set_quiet(turn, now.quiet_from, now.quiet_to)
    if what == "none":
        return set_quiet(turn, time(0), time(0))
    if what == "from":
        return replace(set_quiet(turn, shifted(now.quiet_from, int(by)), now.quiet_to), done=False)
    if what == "to":
        return replace(set_quiet(turn, now.quiet_from, shifted(now.quiet_to, int(by))), done=False)
    return None


def _read_quiet(turn: Turn, _draft: Draft, text: str) -> Step | None:
    parts = re.split(
        r"\s*(?:-|–|\bto\b|\btill\b|\buntil\b|\band\b)\s*", re.sub(r"^\W*(from|between)\b", "", text.lower())
    )
    times = [heard.clock(turn, part) for part in parts if part.strip()]
    start, end = (times[0], times[1]) if len(times) == 2 else (None, None)
    if isinstance(start, time) and isinstance(end, time):
        return set_quiet(turn, start, end)
    return set_quiet(turn, time(0), time(0)) if _OFF.search(text.lower()) else None


def set_quiet(turn: Turn, start: time, end: time) -> Step:
    """The runner with those quiet hours; from and to alike means none."""
    runner = replace(turn.runner, reminders=replace(turn.runner.reminders, quiet_from=start, quiet_to=end))
    says = _("Quiet hours: {hours}").format(hours=quiet_words(replace(turn, runner=runner)))
    return Step(runner=runner, says=says)


# -- activation --------------------------------------------------------------------------------------------------------

WHEN: tuple[tuple[Activation, str], ...] = (
    ("key", N_("Before key runs")),
    ("every", N_("Before every run")),
    ("never", N_("Never")),
)


def activation_words(turn: Turn) -> str:
    """`before key runs, full circuit (8 min)`."""
    runner = turn.runner
    when = {"key": _("before key runs"), "every": _("before every run"), "never": _("never")}[runner.athlete.activation]
    if runner.athlete.activation == "never":
        return when
    size = _("full circuit (8 min)") if runner.circuit == "full" else _("short circuit (3 min)")
    silent = "" if runner.reminders.activation else _(", no reminder")
    return f"{when}, {size}{silent}"


def _ask_activation(_turn: Turn, _draft: Draft) -> str:
    return _(
        "The activation circuit wakes up hips, glutes and calves right before a run. I send it so that it ends as the "
        "run starts. When do you want it, and full (8 min) or short (3 min)?"
    )


def _activation_choices(turn: Turn, _draft: Draft) -> Keyboard:
    runner = turn.runner
    when = [pick(ticked(_(name), on=key == runner.athlete.activation), "activation", key) for key, name in WHEN]
    return keyboard(
        [pick(_("That's fine"), "activation", "ok")],
        when[:2],
        [
            when[2],
            pick(ticked(_("Remind me"), on=runner.reminders.activation), "activation", "remind"),
        ],
        [
            pick(ticked(_("Full, 8 min"), on=runner.circuit == "full"), "activation", "full"),
            pick(ticked(_("Short, 3 min"), on=runner.circuit == "short"), "activation", "short"),
        ],
    )


def _tap_activation(turn: Turn, _draft: Draft, arg: str) -> Step | None:
    if arg == "ok":
        return _activation(turn)
    runner = turn.runner
    if arg in {"full", "short"}:
        runner = replace(runner, circuit="full" if arg == "full" else "short")
    elif arg == "remind":
        runner = replace(runner, reminders=replace(runner.reminders, activation=not runner.reminders.activation))
    else:
        key = next((each for each, _name in WHEN if each == arg), None)
        if key is None:
            return None
        runner = replace(runner, athlete=replace(runner.athlete, activation=key))
    return replace(_activation(replace(turn, runner=runner)), done=False)


def _activation(turn: Turn) -> Step:
    return Step(runner=turn.runner, says=_("Activation: {when}").format(when=activation_words(turn)))


def _read_activation(turn: Turn, _draft: Draft, text: str) -> Step | None:
    bare = text.lower()
    runner, known = turn.runner, False
    for words, key in (
        (r"\b(never|off|none|no)\b", "never"),
        (r"\b(every|all|each)\b", "every"),
        (r"\bkey|hard\b", "key"),
    ):
        if re.search(words, bare):
            runner, known = replace(runner, athlete=replace(runner.athlete, activation=key)), True  # type: ignore[arg-type]
            break
    if re.search(r"\b(short|full|long|3 ?min|8 ?min)\b", bare):
        runner, known = replace(runner, circuit="short" if re.search(r"short|3", bare) else "full"), True
    return _activation(replace(turn, runner=runner)) if known else None


REMINDERS = Question(
    id="reminders",
    title=N_("Reminders"),
    hint=N_("Write it like “morning 6:30, evening off”, or “none”."),
    ask=_ask,
    choices=_choices,
    tap=_tap,
    read=_read,
    value=reminders_words,
    numbered=False,
    shows_now=False,
)
QUIET = Question(
    id="quiet",
    title=N_("Quiet hours"),
    hint=N_("Write it like “22:00 to 6:30”, or “none”."),
    ask=_ask_quiet,
    choices=_quiet_choices,
    tap=_tap_quiet,
    read=_read_quiet,
    value=quiet_words,
    numbered=False,
)
ACTIVATION = Question(
    id="activation",
    title=N_("Activation"),
    hint=N_("Write key, every or never, and full or short."),
    ask=_ask_activation,
    choices=_activation_choices,
    tap=_tap_activation,
    read=_read_activation,
    value=activation_words,
)
