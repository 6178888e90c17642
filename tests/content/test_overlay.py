"""A translation lies over the English words, an entry at a time, with English behind it."""

from bot.content import load, load_all

from .support import Copy


def test_a_runner_reads_the_translation_and_english_where_there_is_none(copy: Copy) -> None:
    copy.write("qps/faq.yaml", "- id: bulk\n  answer: Nööö.\n")
    content = load(copy.folder, "qps")
    bulk = next(entry for entry in content.faq if entry.id == "bulk")
    assert bulk.answer == "Nööö."
    assert bulk.question == "Will strength training make me bulky?"
    assert content.lang == "qps"
    assert content.tips == load(copy.folder).tips


def test_the_coach_decides_the_same_in_every_language(copy: Copy) -> None:
    copy.write(
        "qps/exercises/all.yaml", "- id: plank\n  name: Plänk\n  cues: [Ëins., Zwëi., Drëi.]\n  aliases: [brett]\n"
    )
    content = load(copy.folder, "qps")
    plank = content.catalogue["plank"]
    assert plank.name == "Plänk"
    assert plank.units == ("seconds",)
    assert content.exercise_text("plank").cues == ("Ëins.", "Zwëi.", "Drëi.")


def test_english_names_are_still_understood(copy: Copy) -> None:
    copy.write("qps/exercises/all.yaml", "- id: plank\n  name: Plänk\n  aliases: [brett]\n")
    aliases = load(copy.folder, "qps").catalogue["plank"].aliases
    assert aliases[:2] == ("brett", "Front plank")
    assert "planks" in aliases


def test_a_region_falls_back_to_its_language_and_then_to_english(copy: Copy) -> None:
    copy.write("qps/faq.yaml", "- id: bulk\n  answer: Nööö.\n")
    assert load(copy.folder, "qps-AT").lang == "qps"
    assert load(copy.folder, "fi").lang == "en"
    assert list(load_all(copy.folder)) == ["en", "qps"]


def test_a_translation_that_names_no_entry_is_reported(copy: Copy) -> None:
    copy.write("qps/faq.yaml", "- id: bulc\n  answer: Nööö.\n")
    assert copy.faults() == ["content/qps/faq.yaml:1: no English entry is called `bulc`; did you mean `bulk`?"]


def test_a_translation_changes_words_only(copy: Copy) -> None:
    copy.write("qps/phases.yaml", "- id: base\n  name: Bäse\n  sessions: 5\n  txt: x\n")
    assert copy.faults() == [
        "content/qps/phases.yaml:3: `sessions` is no wording; only name, text are translated",
        "content/qps/phases.yaml:4: unknown key `txt`; did you mean `text`?",
    ]


def test_a_wrong_word_in_a_translation_is_reported_in_its_own_file(copy: Copy) -> None:
    copy.write("qps/exercises/all.yaml", "- id: plank\n  cues:\n    - Ëins.\n")
    copy.write("qps/faq.yaml", "- id: bulk\n  answer: 7\n- id: bulk\n  answer: Zweimal.\n")
    assert copy.faults() == [
        "content/qps/exercises/all.yaml:2: plank: `cues` takes at least 3, and has 1",
        (
            "content/qps/faq.yaml:2: bulk: `answer` takes words; put them in quotes if they hold a colon or are only "
            "a number, not `7`"
        ),
        "content/qps/faq.yaml:3: `bulk` is here twice, first at content/qps/faq.yaml:1",
    ]


def test_a_translated_name_may_not_be_another_exercise(copy: Copy) -> None:
    copy.write("qps/exercises/all.yaml", "- id: plank\n  name: rdl\n")
    assert any("is a name of" in fault for fault in copy.faults())


def test_odd_aliases_in_a_translation_are_a_fault_and_no_traceback(copy: Copy) -> None:
    copy.write("qps/exercises/all.yaml", "- id: plank\n  aliases: [{a: b}]\n- id: rkc_plank\n  aliases: x\n")
    assert len(copy.faults()) == 2
