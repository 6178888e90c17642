"""A runner with another language meets no English that the catalogues cannot translate."""

import re
from calendar import day_abbr, month_abbr
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

import pytest

from bot.coaching.runner import DayChoice, PainEntry
from bot.coaching.session import Day
from bot.conversation.training import card
from bot.conversation.training.plan import day_for
from bot.conversation.words import PSEUDO
from tests.chat import Chat, plain, real_content
from tests.conversation.test_progress import weeks_of_lifting

SAID = ("/week", "/season", "/move", "/progress", "/history", "/exercise", "/exercise rdl", "/exercise zzz")
READ = ("/tip", "/mistakes", "/faq", "/fuel", "/read", "/read zzzz", "/tip sleep")
REMINDED = (
    ("morning", "2027-01-05T07:00"),
    ("morning", "2027-01-10T07:00"),
    ("activation", "2027-01-05T06:47"),
    ("evening", "2027-01-05T20:00"),
    ("week", "2027-04-11T18:00"),
    ("snooze", "2027-01-08T07:30"),
)


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """The words of the content, which has translations of its own, of dates and of what the tests report."""
    content = real_content()
    authors = [source.who for source in content.sources]
    texts = authors + [text for kind, entry_id, _file in content.origin for text in _entry(kind, entry_id)]
    named = {name.lower() for name in (*day_abbr, *month_abbr)}
    return frozenset(named | {word for text in texts for word in re.findall(r"[a-z]+", text.lower())})


def _entry(kind: str, entry_id: str) -> tuple[str, ...]:
    return next(entry for entry in real_content().entries(kind) if entry.id == entry_id).texts()


def outside_marks(text: str) -> str:
    """What is left of `text` without everything in ⟦⟧."""
    while (stripped := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = stripped
    return text


def untranslated(chat: Chat) -> list[str]:
    """English words of the last answer that stand outside the marks of the pseudo-language."""
    found = []
    for reply in chat.replies:
        labels = [button.label for row in reply.buttons for button in row if not button.label.endswith("…")]
        for text in (plain(reply.text), *labels):
            words = re.findall(r"[A-Za-z]{3,}", outside_marks(text))
            found += [word for word in words if word.lower() not in known_words()]
    return found


def a_runner(now: str = "2027-03-24T20:00") -> Chat:
    chat = Chat.ready(now=now, language=PSEUDO)
    chat.runner = replace(chat.runner, reports=tuple(weeks_of_lifting(8)) if now.startswith("2027-03") else ())
    return chat


@pytest.mark.parametrize("command", [*SAID, *READ])
def test_every_command_speaks_the_runners_language(command: str) -> None:
    assert untranslated(a_runner().say(command)) == []


def test_moving_a_run_and_opening_a_report_speak_the_runners_language() -> None:
    chat = a_runner().say("/move").tap("Thu")
    assert untranslated(chat) == []
    chat = a_runner().say("/history")
    assert untranslated(chat.tap(chat.buttons[0])) == []


@pytest.mark.parametrize(("kind", "now"), REMINDED)
def test_every_reminder_speaks_the_runners_language(kind: str, now: str) -> None:
    chat = a_runner(now).remind(kind)
    assert chat.replies
    assert untranslated(chat) == []


COACHED = {
    "a hard day": ("2027-01-05T06:55", {}),
    "a deload week": ("2027-01-28T06:55", {}),
    "a day off": ("2027-01-09T06:55", {}),
    "race prep": ("2027-04-13T06:55", {}),
    "the taper": ("2027-05-25T06:55", {}),
    "a phase that disagrees with the race": ("2027-01-05T06:55", {"phase": "taper", "phase_since": date(2027, 1, 4)}),
    "the sample week": ("2027-01-11T06:55", {"week_style": "article"}),
    "little equipment": ("2027-01-05T06:55", {"equipment": frozenset({"kettlebell", "bands"})}),
    "a beginner under 18": ("2027-01-05T06:55", {"experience": "beginner", "age": 16}),
    "a painful knee": ("2027-01-05T06:55", {"pains": (("knee", 4),)}),
    "a strongly painful knee": ("2027-01-05T06:55", {"pains": (("knee", 7),)}),
    "a bad night": ("2027-01-05T06:55", {"choice": {"sleep_h": 4.0}}),
    "twenty minutes": ("2027-01-05T06:55", {"choice": {"minutes": 20}}),
    "an uncleared condition": ("2027-01-05T06:55", {"conditions": ("heart disease",)}),
}


def coached(situation: str) -> tuple[Chat, Day]:
    """A runner in that situation, and their day as the coach has it."""
    now, changes = COACHED[situation]
    known = dict(changes)
    day = datetime.fromisoformat(now).date()
    pains = tuple(PainEntry(day=day, area=area, score=score) for area, score in known.pop("pains", ()))
    choice = DayChoice(day=day, **known.pop("choice", {}))
    chat = Chat.ready(now=now, language=PSEUDO, pains=pains, day_choices=(choice,), **known)
    return chat, day_for(chat.content.catalogue, chat.runner, day)


def coachs_english(chat: Chat, day: Day) -> list[str]:
    """What the coach says of the day that the last answer shows untranslated, be its words known or not."""
    shown = outside_marks(plain("\n".join(reply.text for reply in chat.replies)))
    return [says for says in (*day.advice, *(each.says for each in day.why)) if says in shown]


@pytest.mark.parametrize("situation", COACHED)
@pytest.mark.parametrize("command", ["/today", "/why"])
def test_the_coachs_advice_and_reasons_speak_the_runners_language(command: str, situation: str) -> None:
    chat, day = coached(situation)
    assert untranslated(chat.say(command)) == []
    assert coachs_english(chat, day) == []


def test_these_situations_make_the_coach_say_much() -> None:
    days = [coached(situation)[1] for situation in COACHED]
    assert len({says.one for day in days for says in day.advice}) > 8
    assert len({each.says.one for day in days for each in day.why}) > 20


def test_a_sentence_of_the_coach_that_escapes_translation_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card, "said", lambda says, _name_of: str(says))
    chat, day = coached("a deload week")
    assert any("Deload week" in says for says in coachs_english(chat.say("/today"), day))
    assert len(coachs_english(chat.say("/why"), day)) == len(day.why)
