"""No text escapes translation: in a pseudo-language every sentence of these rooms stands in ⟦⟧."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

from bot.coaching import advice, reasons
from bot.coaching.says import ExerciseName, Says, says, says_count
from bot.conversation import COMMANDS
from bot.conversation.meeting.questions import QUESTIONS, SETTINGS
from bot.conversation.words import PSEUDO, _, fields, languages, ngettext, said, speaking
from bot.messages import Reply
from tests.chat import Chat, plain, real_content

BOT = Path(__file__).parents[2] / "bot"
NOT_WORDS = {"UTC", "lb", "mi", "km", "kg", "English", "Test", "Host", "Strongstride", "CODE1", "link", "start", "IANA"}


def spoken(replies: tuple[Reply, ...]) -> list[str]:
    return [plain(each.text) for each in replies] + [
        button.label for each in replies for row in each.buttons for button in row
    ]


def content_words() -> set[str]:
    """Words of names that content/ translates, of places and of days."""
    content = real_content()
    names = [
        each.name
        for kind in ("equipment", "presets", "phases", "sessions", "exercises")
        for each in content.entries(kind)
    ]
    days = "Mon Tue Wed Thu Fri Sat Sun Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
    places = "London Berlin New York Chicago Denver Los Angeles Kolkata Sydney"
    return {word.lower() for name in [*names, days, places, *NOT_WORDS] for word in re.findall(r"[^\W\d_]+", name)}


def escaped(text: str) -> list[str]:
    """Words of `text` that stand outside every ⟦⟧ and are no names."""
    before = None
    while before != text:
        before, text = text, re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
    text = re.sub(r"/[a-z]+", " ", text)
    known = content_words()
    return [word for word in re.findall(r"[^\W\d_]{3,}", text) if word.lower() not in known]


def pseudo() -> Chat:
    return Chat.ready(language=PSEUDO)


@pytest.mark.parametrize("question", SETTINGS, ids=lambda question: question.id)
def test_every_setting_speaks_the_runners_language(question):
    chat = pseudo().say(f"/settings {question.id.replace('_', ' ')}")
    for text in spoken(chat.outcome.replies):
        assert not escaped(text), text


WORDS = """/settings; /settings gym Thu 18:00; /settings phase taper; /help; /privacy; /about; /delete; /link; /unlink;
/pause; /pause ill; /snooze; /snooze tonight; /import; /resume; /cancel; /nosuch; /undo; /start"""


@pytest.mark.parametrize("words", [each.strip() for each in WORDS.split(";")])
def test_every_command_speaks_the_runners_language(words):
    chat = pseudo().say(words)
    for reply in chat.replies:
        for text in spoken((reply,)):
            assert not escaped(text), text


def test_the_first_meeting_speaks_the_runners_language():
    chat = Chat()
    chat.runner = pseudo().runner.__class__(id=1, athlete=chat.runner.athlete, language=PSEUDO)
    chat.say("/start")
    for label in ("⟦Yes, let's start⟧", "⟦Yes, keep them⟧", "⟦None of these⟧"):
        for text in spoken(tuple(chat.replies)):
            assert not escaped(text), text
        chat.tap(label)
    while not chat.runner.onboarded:
        for text in spoken(tuple(chat.replies)):
            assert not escaped(text), text
        chat.tap("⟦Skip ›⟧")


def extracted() -> set[str]:
    """Every message that `make messages` finds, by the keywords the Makefile names."""
    named = re.findall(r"-k (\w+)(?::([\d,]+))?", (BOT.parent / "Makefile").read_text())
    keywords = {word: tuple(int(place) for place in places.split(",")) if places else None for word, places in named}
    found = extract_from_dir(BOT, method_map=[("**.py", "python")], keywords={**DEFAULT_KEYWORDS, **keywords})
    return {
        part
        for _file, _line, message, _comments, _context in found
        for part in (message if isinstance(message, tuple) else (message,))
    }


def test_every_command_and_question_is_extracted_for_translators():
    found = extracted()
    assert {command.does for command in COMMANDS} <= found
    assert {question.title for question in QUESTIONS.values()} | {each.hint for each in QUESTIONS.values()} <= found


def test_what_the_coach_says_is_extracted_for_translators():
    tables = (advice.PHASE_WORDS, advice.RUN_WORDS, reasons.TIERS, reasons.BLOCK_WORDS, reasons.BLOCK_SLOTS)
    constants = [each for each in vars(advice).values() if isinstance(each, Says)]
    templates = {each.one for each in [*constants, *(word for table in tables for word in table.values())]}
    counted = {"{n} strength session this week.", "{n} strength sessions this week."}
    assert len(constants) > 3
    assert templates | counted <= extracted()


def test_the_coach_is_read_as_english_and_translated_with_its_values_named_anew():
    swapped = says("{exercise} instead of {own}.", exercise=ExerciseName("rdl", "Romanian deadlift"), own=says("squat"))
    counted = says_count("{n} day", "{n} days", n=2)
    assert (swapped, counted) == ("Romanian deadlift instead of squat.", "2 days")
    with speaking(PSEUDO):
        assert said(swapped, {"rdl": "Rumänisches Kreuzheben"}.__getitem__) == (
            "⟦Rumänisches Kreuzheben instead of ⟦squat⟧.⟧"
        )
        assert said(counted, str) == "⟦2 days⟧"


def test_english_is_the_source_and_unknown_languages_fall_back_to_it():
    assert languages()[0] == "en"
    with speaking("tlh"):
        assert _("Settings") == "Settings"
        assert ngettext("{n} day", "{n} days", 2) == "{n} days"


def test_a_template_names_its_fields():
    assert fields("{b} and {a}") == ("{a}", "{b}")


@pytest.mark.parametrize("language", ["de", "pt-br", "zh-hans", "nonsense", ""])
def test_where_there_are_no_words_of_a_language_its_dates_are_english_too(language):
    Chat.ready(language=language).say("/today").expect("Tue 5 Jan").say("/week").expect("Mon 4")
