"""An author saves a file and the coach says the new words; a broken edit keeps the last good ones."""

import pytest

from bot.content import ContentError, LiveContent

from .support import Copy


def _answer(live: LiveContent, lang: str = "en") -> str:
    return next(entry for entry in live.current(lang).faq if entry.id == "bulk").answer


def test_nothing_is_read_again_while_nothing_changes(copy: Copy) -> None:
    live = LiveContent(copy.folder)
    before = live.current()
    found = live.refresh()
    assert (found.changed, found.report) == (False, None)
    assert live.current() is before


def test_a_saved_edit_is_used_at_the_next_look(copy: Copy) -> None:
    live = LiveContent(copy.folder)
    copy.edit("faq.yaml", "No, unless you eat", "Hardly, unless you eat")
    assert live.refresh().changed
    assert _answer(live).startswith("Hardly")


def test_a_broken_edit_keeps_the_last_good_words_and_is_reported_once(copy: Copy) -> None:
    live = LiveContent(copy.folder)
    line = copy.edit("faq.yaml", "answer: >-", "answr: >-")
    report = live.refresh().report
    assert report is not None
    assert f"content/faq.yaml:{line}" in report
    assert _answer(live).startswith("No, unless")
    assert live.refresh().report is None


def test_mending_a_broken_edit_brings_the_new_words(copy: Copy) -> None:
    live = LiveContent(copy.folder)
    copy.edit("faq.yaml", "answer: >-", "answr: >-")
    live.refresh()
    copy.edit("faq.yaml", "answr: >-", "answer: >-")
    copy.edit("faq.yaml", "No, unless you eat", "Hardly, unless you eat")
    assert live.refresh().changed
    assert _answer(live).startswith("Hardly")


def test_a_new_language_is_found_while_running(copy: Copy) -> None:
    live = LiveContent(copy.folder)
    assert live.languages == ("en",)
    copy.write("qps/faq.yaml", "- id: bulk\n  answer: Nööö.\n")
    assert live.refresh().changed
    assert live.languages == ("en", "qps")
    assert _answer(live, "qps") == "Nööö."


def test_a_folder_that_vanishes_is_reported_and_the_words_stay(copy: Copy) -> None:
    live = LiveContent(copy.folder)
    copy.folder.rename(copy.folder.with_name("elsewhere"))
    report = live.refresh().report
    assert report is not None
    assert "there is no folder" in report
    assert _answer(live)


def test_content_broken_from_the_start_is_refused(copy: Copy) -> None:
    (copy.folder / "faq.yaml").unlink()
    with pytest.raises(ContentError):
        LiveContent(copy.folder)
