"""How the plan and the coach are: week style, high mileage, longest session, figures, language."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from babel import Locale, UnknownLocaleError

from bot.coaching.athlete import WeekStyle
from bot.conversation.meeting.asking import Draft, Question, Step, again, pick, ticked
from bot.conversation.render import grid
from bot.conversation.render import minutes as in_minutes
from bot.conversation.turn import Turn
from bot.conversation.words import N_, _, language, languages, speaking
from bot.messages import Keyboard

SHORTEST, LONGEST = 10, 180
OFFERED = (20, 30, 45, 60, 75, 90)
FIGURES = (
    ("varied", N_("Varied")),
    ("light", N_("Light")),
    ("beige", N_("Beige")),
    ("tan", N_("Tan")),
    ("brown", N_("Brown")),
    ("dark", N_("Dark")),
)

Setter = Callable[[Turn, str], Step]


def _simple(
    question: str, options: Callable[[Turn], Sequence[tuple[str, str]]], now: Callable[[Turn], str], setter: Setter
) -> tuple[Callable[[Turn, Draft], Keyboard], Callable[[Turn, Draft, str], Step | None]]:
    """Buttons and taps of a question with a handful of plain choices."""

    def choices(turn: Turn, _draft: Draft) -> Keyboard:
        return grid(pick(ticked(label, on=key == now(turn)), question, key) for key, label in options(turn))

    def tap(turn: Turn, _draft: Draft, arg: str) -> Step | None:
        return setter(turn, arg) if arg in {key for key, _label in options(turn)} else None

    return choices, tap


# -- week style --------------------------------------------------------------------------------------------------------


def style_words(turn: Turn) -> str:
    """Which week is planned (R32)."""
    athlete = turn.runner.athlete
    named = {"adaptive": _("built around my runs"), "article": _("the sample week as printed")}
    if athlete.week_style is None:
        usual = "article" if athlete.gave_no_days else "adaptive"
        return _("automatic: {style}").format(style=named[usual])
    return named[athlete.week_style]


def _style_options(_turn: Turn) -> tuple[tuple[str, str], ...]:
    return (("auto", _("Automatic")), ("adaptive", _("Around my runs")), ("article", _("Sample week")))


def set_style(turn: Turn, arg: str) -> Step:
    """The runner with that week style; `auto` follows R32."""
    style: WeekStyle | None = "adaptive" if arg == "adaptive" else "article" if arg == "article" else None
    runner = replace(turn.runner, athlete=replace(turn.runner.athlete, week_style=style))
    return Step(runner=runner, says=_("Week: {style}").format(style=style_words(replace(turn, runner=runner))))


def _read_style(turn: Turn, _draft: Draft, text: str) -> Step | None:
    found = re.search(r"\b(adaptive|around|runs|article|sample|printed|fixed|auto\w*)\b", text.lower())
    if not found:
        return None
    word = found.group(1)
    key = "adaptive" if word in {"adaptive", "around", "runs"} else "auto" if word.startswith("auto") else "article"
    return set_style(turn, key)


_style_choices, _tap_style = _simple(
    "week_style", _style_options, lambda turn: turn.runner.athlete.week_style or "auto", set_style
)

# -- high mileage ------------------------------------------------------------------------------------------------------


def _mileage_options(_turn: Turn) -> tuple[tuple[str, str], ...]:
    return (("yes", _("Yes, high mileage")), ("no", _("No")))


def set_mileage(turn: Turn, arg: str) -> Step:
    """The runner with high mileage flagged or not (R3)."""
    runner = replace(turn.runner, athlete=replace(turn.runner.athlete, high_mileage=arg == "yes"))
    return Step(runner=runner, says=_("High mileage: {value}").format(value=_("yes") if arg == "yes" else _("no")))


def _read_mileage(turn: Turn, _draft: Draft, text: str) -> Step | None:
    found = re.search(r"\b(yes|y|on|high|no|n|off|low|normal)\b", text.lower())
    if not found:
        return None
    return set_mileage(turn, "yes" if found.group(1) in {"yes", "y", "on", "high"} else "no")


_mileage_choices, _tap_mileage = _simple(
    "mileage", _mileage_options, lambda turn: "yes" if turn.runner.athlete.high_mileage else "no", set_mileage
)

# -- longest session ---------------------------------------------------------------------------------------------------


def _ask_longest(_turn: Turn, _draft: Draft) -> str:
    return _(
        "How long may a strength session take? I cut sets, then exercises, until it fits. Tap, or write the minutes."
    )


def _longest_choices(turn: Turn, _draft: Draft) -> Keyboard:
    now = turn.runner.athlete.minutes_cap
    return grid((pick(ticked(in_minutes(each), on=each == now), "longest", each) for each in OFFERED), 3)


def _tap_longest(turn: Turn, _draft: Draft, arg: str) -> Step | None:
    return set_longest(turn, int(arg)) if arg.isdecimal() else None


def _read_longest(turn: Turn, _draft: Draft, text: str) -> Step | None:
    found = re.search(r"\b(\d{1,3})(?:[.,](5))?\s*(hours?|hrs?|h)?\b", text.lower())
    if found:
        count = float(f"{found.group(1)}.{found.group(2) or 0}")
        return set_longest(turn, round(count * 60) if found.group(3) else round(count))
    if re.search(r"\b(an|one) hour\b", text.lower()):
        return set_longest(turn, 60)
    return set_longest(turn, 30) if "half an hour" in text.lower() else None


def set_longest(turn: Turn, minutes: int) -> Step:
    """The runner with that cap on a session (R18)."""
    if not SHORTEST <= minutes <= LONGEST:
        return again(turn, {}, warn=_("A session takes 10 to 180 minutes. How long may it be?"))
    runner = replace(turn.runner, athlete=replace(turn.runner.athlete, minutes_cap=minutes))
    return Step(runner=runner, says=_("Longest session: {minutes}").format(minutes=in_minutes(minutes)))


# -- figure and language -----------------------------------------------------------------------------------------------


def _figure_options(_turn: Turn) -> tuple[tuple[str, str], ...]:
    return tuple((key, _(name)) for key, name in FIGURES)


def figure_words(turn: Turn) -> str:
    """The figures' skin tone."""
    return next((_(name).lower() for key, name in FIGURES if key == turn.runner.figure), turn.runner.figure)


def set_figure(turn: Turn, arg: str) -> Step:
    """The runner with that skin tone of the exercise figures."""
    runner = replace(turn.runner, figure=arg)
    return Step(runner=runner, says=_("Figures: {tone}").format(tone=figure_words(replace(turn, runner=runner))))


def _read_figure(turn: Turn, _draft: Draft, text: str) -> Step | None:
    found = next((key for key, _name in FIGURES if key in text.lower()), None)
    return set_figure(turn, found) if found else None


_figure_choices, _tap_figure = _simple("figure", _figure_options, lambda turn: turn.runner.figure, set_figure)


def language_name(tag: str) -> str:
    """A language's own name: `English`, `Deutsch`."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return tag
    return (name or tag)[:1].upper() + (name or tag)[1:]


def _language_options(_turn: Turn) -> tuple[tuple[str, str], ...]:
    return tuple((tag, language_name(tag)) for tag in languages())


def _ask_language(_turn: Turn, _draft: Draft) -> str:
    if len(languages()) == 1:
        return _("I speak English so far. Whoever hosts me can add a language; it is a folder of translations.")
    return _("Which language shall I speak?")


def set_language(turn: Turn, tag: str) -> Step:
    """The runner with that language; the answer is in it already."""
    with speaking(tag):
        says = _("Language: {name}").format(name=language_name(tag))
    return Step(runner=replace(turn.runner, language=tag), says=says)


def _read_language(turn: Turn, _draft: Draft, text: str) -> Step | None:
    bare = text.lower().strip(" .!")
    for tag in languages():
        if bare in {tag.lower(), language_name(tag).lower(), _english_name(tag)}:
            return set_language(turn, tag)
    return None


def _english_name(tag: str) -> str:
    try:
        return (Locale.parse(tag, sep="-").get_display_name("en") or tag).lower()
    except (UnknownLocaleError, ValueError):
        return tag


_language_choices, _tap_language = _simple("language", _language_options, lambda _turn: language(), set_language)

WEEK_STYLE = Question(
    id="week_style",
    title=N_("Week style"),
    hint=N_("Write adaptive, article or automatic."),
    ask=lambda _turn, _draft: _(
        "“Around my runs” places strength so that your key runs stay fresh. “Sample week” is the fixed "
        "Monday-to-Sunday plan, in base and off-season. “Automatic” takes the sample week only where "
        "I know no days of yours."
    ),
    choices=_style_choices,
    tap=_tap_style,
    read=_read_style,
    value=style_words,
)
MILEAGE = Question(
    id="mileage",
    title=N_("High mileage"),
    hint=N_("Write yes or no."),
    ask=lambda _turn, _draft: _(
        "Do you run a lot more than the weekly runs you told me? Then I plan at most two strength sessions a week. "
        "From 6 hours of running a week I do that by myself, from 8 hours it is one."
    ),
    choices=_mileage_choices,
    tap=_tap_mileage,
    read=_read_mileage,
    value=lambda turn: _("yes") if turn.runner.athlete.high_mileage else _("no"),
)
LONGEST_SESSION = Question(
    id="longest",
    title=N_("Longest session"),
    hint=N_("Write the minutes, 10 to 180."),
    ask=_ask_longest,
    choices=_longest_choices,
    tap=_tap_longest,
    read=_read_longest,
    value=lambda turn: in_minutes(turn.runner.athlete.minutes_cap),
    numbered=False,
)
FIGURE = Question(
    id="figure",
    title=N_("Exercise figures"),
    hint=N_("Write varied, light, beige, tan, brown or dark."),
    ask=lambda _turn, _draft: _("Which skin tone shall the figures have? Varied changes from exercise to exercise."),
    choices=_figure_choices,
    tap=_tap_figure,
    read=_read_figure,
    value=figure_words,
)
LANGUAGE = Question(
    id="language",
    title=N_("Language"),
    hint=N_("Write the language's name."),
    ask=_ask_language,
    choices=_language_choices,
    tap=_tap_language,
    read=_read_language,
    value=lambda turn: language_name(turn.runner.language),
)
