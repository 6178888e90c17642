"""How the coach talks: our own words, no shouting, no medical promises, the corrections of section 6 kept."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.content import Content, load
from bot.content.lint import lint
from bot.content.value import KIND_NAMES

from .support import Copy

RUN = 9
HASHES = frozenset(Path(__file__).with_name("article_runs.txt").read_text(encoding="utf-8").split())


def _texts(content: Content) -> Iterator[tuple[str, str]]:
    for kind in KIND_NAMES:
        for entry in content.entries(kind):
            for text in entry.texts():
                yield f"{kind}#{entry.id}", text


def test_no_sentence_shouts_promises_or_links_away(content: Content) -> None:
    assert [str(fault) for fault in lint(content)] == []


def test_nine_words_in_a_row_are_never_the_articles(content: Content) -> None:
    copied = []
    for where, text in _texts(content):
        words = re.findall("[a-z0-9]+", re.sub("['’]", "", text.lower()))
        runs = (" ".join(words[index : index + RUN]) for index in range(len(words) - RUN + 1))
        copied += [(where, run) for run in runs if hashlib.sha256(run.encode()).hexdigest()[:12] in HASHES]
    assert copied == []


@pytest.mark.parametrize(
    "claim",
    [
        r"100,000",  # S2
        r"60 ?% of (the )?propulsion",  # S30
        r"tendon stiffness",  # S32
        r"over 20 ?%",  # S6
        r"without breaking down",  # S67
        r"mixed grip or",  # S12
        r"reduces? injur",  # S7, S71
        r"inactive glutes",  # S25
    ],
)
def test_a_corrected_claim_never_returns(content: Content, claim: str) -> None:
    assert [where for where, text in _texts(content) if re.search(claim, text, re.IGNORECASE)] == []


def test_a_runner_is_spoken_to_as_you(content: Content) -> None:
    advice = [*content.tips, *content.why, *content.fuel, *content.mistakes]
    spoken = [entry for entry in advice if re.search(r"\byour?\b|\byou\b", " ".join(entry.texts()), re.IGNORECASE)]
    assert [entry.id for entry in advice if entry not in spoken] == []


def test_texts_fit_on_a_phone(content: Content) -> None:
    for where, text in _texts(content):
        assert len(text) <= 480, f"{where}: {len(text)}"


def test_an_author_who_shouts_is_told_where(copy: Copy) -> None:
    copy.edit("faq.yaml", "Yes, in a small dose", "Yes! In a small dose")
    faults = lint(load(copy.folder))
    assert str(faults[0]).startswith("content/faq.yaml: upper_body: `!` shouts")
