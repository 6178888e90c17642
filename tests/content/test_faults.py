"""A slip of the author's pen is reported with its file and line, all slips at once, and never with a traceback."""

import random
import re
from pathlib import Path

import pytest

from bot.content import ContentError, check, coverage_json, load

from .support import Copy

SLIPS = [
    ("exercises/hinge.yaml", "  cues:", "  cue:", "deadlift: unknown key `cue`; did you mean `cues`?"),
    ("exercises/hinge.yaml", "  pattern: hinge", "  pattern: hings", "not `hings`; did you mean `hinge`?"),
    ("exercises/hinge.yaml", "  per_side: false", "  per_side: no", "`per_side` takes true or false, not `no`"),
    ("exercises/hinge.yaml", "  loadable: true", "  loadable: on", "`loadable` takes true or false, not `on`"),
    ("exercises/hinge.yaml", "  unit: reps", "  unit: rep", "`rep` is no unit of work"),
    ("exercises/hinge.yaml", "needs: [barbell]", "needs: [barbel]", "`barbel` is no equipment"),
    ("exercises/hinge.yaml", "easier: glute_bridge", "easier: glute_brige", "did you mean `glute_bridge`?"),
    ("exercises/hinge.yaml", "stress_areas: [low_back,", "stress_areas: [lowback,", "did you mean `low_back`?"),
    ("exercises/hinge.yaml", "  name: Romanian deadlift", "  name: 12", "`name` takes words"),
    ("exercises/hinge.yaml", "  name: Romanian deadlift", "  name: ''", "`name` is empty"),
    ("exercises/hinge.yaml", "- id: single_leg_rdl", "- id: deadlift", "`deadlift` is here twice, first at content/"),
    ("exercises/hinge.yaml", "[S10, S12, S13, S14]", "[S10, S12, S13, S14, S15]", "takes at most 4, and has 5"),
    ("exercises/hinge.yaml", "[S10, S12, S13, S14]", "[S72]", "items are S1 to S71, not `S72`"),
    ("exercises/hinge.yaml", "[S10, S12, S13, S14]", "S10", "`article` takes a list"),
    (
        "exercises/calf.yaml",
        "[calf hold,",
        "[standing calf raise, calf hold,",
        "is a name of calf_raise_straight already",
    ),
    ("routines.yaml", "dose: 60 seconds", "dose: 60 secs", "a dose counts reps"),
    ("routines.yaml", "dose: 60 seconds", "dose: a minute", "a dose is written like `15 reps`"),
    ("routines.yaml", "dose: 3 x 15-20 reps", "dose: 3 x 20-15 reps", "from a low to a high number"),
    ("routines.yaml", "exercise: cat_cow", "exercise: cat_cowe", "no entry of exercises is called `cat_cowe`"),
    (
        "routines.yaml",
        "{exercise: cat_cow, dose",
        "{exercise: cat_cow, doze",
        "unknown key `steps 4 doze`; did you mean",
    ),
    ("week.yaml", "session: C", "session: Z", "no entry of sessions is called `Z`"),
    ("phases.yaml", "  sessions: 3", "  sessions: three", "`sessions`"),
    ("phases.yaml", "  sessions: 3", "  sessions: 3\n  sessions: 2", "`sessions` is here twice, first in line"),
    ("phases.yaml", '- id: "off"', "- id: of", "`of` is none of base, prep, taper, recovery, off; did you mean `off`?"),
    ("phases.yaml", "- id: prep", "- name: prep", "an entry begins `- id: …`"),
    ("faq.yaml", "sources: [paavolainen_1999]", "sources: [pavolainen_1999]", "did you mean `paavolainen_1999`?"),
    ("faq.yaml", "answer: >-", "answr: >-", "unknown key `answr`; did you mean `answer`?"),
    ("tips.yaml", "page: core", "page: cores", "no entry of pages is called `cores`"),
    ("tips.yaml", "topic: planning", "topic: plans", "may be training, planning"),
    ("fuel.yaml", "enough: 1.6", "enough: -1.6", "grams_per_kg enough"),
    ("sources.yaml", "read: memory", "read: no", "`read` may be abstract, second_hand, memory, not `no`"),
    ("why.yaml", "title: Cheaper strides", "title: Cheaper: strides", "is not YAML here"),
    ("why.yaml", "title: Cheaper strides", "title: Cheaper strides â€™", "left by a wrong encoding"),
    ("why.yaml", "title: Cheaper strides", "title: Cheaper\x07 strides", "control character U+0007"),
    ("why.yaml", "title: Cheaper strides", "title: !!python/name:os.system x", "plain words are enough"),
    ("why.yaml", "title: Cheaper strides", "title: [Cheaper, strides]", "`title` takes words"),
]


@pytest.mark.parametrize(("file", "old", "new", "says"), SLIPS, ids=[slip[2].strip() for slip in SLIPS])
def test_a_slip_is_reported_where_it_is(copy: Copy, file: str, old: str, new: str, says: str) -> None:
    line = copy.edit(file, old, new) + new.count("\n")
    found = copy.faults()
    assert any(fault.startswith(f"content/{file}:{line}: ") and says in fault for fault in found), "\n".join(found)


def test_all_slips_of_all_files_come_in_one_report(copy: Copy) -> None:
    lines = [(file, copy.edit(file, old, new)) for file, old, new, _ in (SLIPS[0], SLIPS[15], SLIPS[20], SLIPS[28])]
    found = "\n".join(copy.faults())
    for file, line in lines:
        assert f"content/{file}:{line}: " in found


def test_a_missing_key_is_reported_at_its_entry(copy: Copy) -> None:
    line = copy.append("faq.yaml", "\n- id: shoes\n  question: Which shoes?\n")
    assert f"content/faq.yaml:{line + 1}: shoes: `answer` is missing" in copy.faults()


def test_an_entry_twice_is_reported_with_both_places(copy: Copy) -> None:
    line = copy.append("fuel.yaml", "- {id: sleep, title: Sleep, text: Sleep more.}\n")
    (fault,) = copy.faults()
    assert fault.startswith(f"content/fuel.yaml:{line}: `sleep` is here twice, first at content/fuel.yaml:")


def test_an_item_nobody_carries_is_reported(copy: Copy) -> None:
    copy.edit("why.yaml", "[S4]", "[]")
    assert copy.faults() == ["content: no entry carries S4 of the article"]


def test_substitutes_that_run_in_a_circle_are_reported(copy: Copy) -> None:
    line = copy.edit("exercises/activation.yaml", "less_equipment: lateral_walk", "less_equipment: banded_lateral_walk")
    assert any(
        fault.startswith(f"content/exercises/activation.yaml:{line}: ") and "runs in a circle" in fault
        for fault in copy.faults()
    )


def test_an_alias_of_yaml_is_not_followed(copy: Copy) -> None:
    copy.edit("why.yaml", "title: Cheaper strides", "title: &a Cheaper strides")
    copy.edit("why.yaml", "title: Muscles soak up shock", "title: *a")
    assert any("is used again by an alias" in fault for fault in copy.faults())


def test_a_file_in_another_encoding_is_reported_with_its_line(copy: Copy) -> None:
    path = copy.folder / "areas.yaml"
    path.write_bytes(b"# areas\n- {id: foot, name: pied}\n- {id: knee, name: gen\xe8}\n")
    assert "content/areas.yaml:3: is not UTF-8 here; save the file as UTF-8" in copy.faults()


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_file_is_reported(copy: Copy, text: str) -> None:
    copy.write("faq.yaml", text)
    assert "content/faq.yaml:1: is empty" in copy.faults()


def test_a_file_that_is_no_list_is_reported(copy: Copy) -> None:
    copy.write("faq.yaml", "id: bulk\n")
    assert "content/faq.yaml:1: a file is a list of entries, each beginning `- id: …`" in copy.faults()


def test_a_missing_file_is_reported(copy: Copy) -> None:
    (copy.folder / "faq.yaml").unlink()
    assert "content/faq.yaml: is missing" in copy.faults()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("mistake.yaml", "no kind of content is called `mistake`; did you mean `mistakes`?"),
        ("faq.yml", "call it faq.yaml"),
        ("exercise/more.yaml", "neither a kind nor a language such as `es`; did you mean `exercises`?"),
    ],
)
def test_a_file_with_a_wrong_name_is_reported(copy: Copy, name: str, says: str) -> None:
    copy.write(name, "- id: x\n")
    assert any(says in fault for fault in copy.faults())


def test_drawings_and_schemas_are_left_alone(copy: Copy) -> None:
    copy.write("figures/plank.yaml", "pose: {this is: no entry}\n")
    copy.write("schema/extra.yaml", "anything")
    assert copy.faults() == []


def test_words_that_yaml_once_took_for_truth_stay_words(copy: Copy) -> None:
    copy.edit("phases.yaml", '- id: "off"', "- id: off")
    copy.edit("faq.yaml", "question: How heavy should I lift?", "question: no")
    assert copy.faults() == []
    assert load(copy.folder).phase("off").sessions == 3


def test_a_folder_that_is_not_there_is_one_clear_fault(copy: Copy) -> None:
    with pytest.raises(ContentError, match="there is no folder"):
        load(copy.folder / "nowhere")
    with pytest.raises(ContentError):
        coverage_json(copy.folder / "nowhere")


def test_however_a_file_is_torn_the_author_gets_a_report(copy: Copy) -> None:
    dice = random.Random(5)
    paths = sorted(path for path in copy.folder.rglob("*.yaml") if path.parent.name != "figures")
    for _ in range(40):
        path = dice.choice(paths)
        whole = path.read_bytes()
        cut = dice.randrange(len(whole))
        path.write_bytes(
            whole[:cut] + dice.choice([b"", b"\xff", b"\t{", b": [", b"\n- ", b"&a *a"]) + whole[cut + 9 :]
        )
        copy.faults()
        path.write_bytes(whole)


def test_the_check_says_what_is_good_and_ends_with_zero(copy: Copy, said) -> None:
    lines, say = said
    assert check(copy.folder, say) == 0
    assert "71 of 71 items" in lines[0]


def test_the_check_reports_faults_and_ends_with_one(copy: Copy, said) -> None:
    lines, say = said
    copy.edit("why.yaml", "[S4]", "[]")
    assert check(copy.folder, say) == 1
    assert lines == ["1 fault in the content:\ncontent: no entry carries S4 of the article"]


def test_the_check_reports_a_promise(copy: Copy, said) -> None:
    lines, say = said
    copy.edit("why.yaml", "Stronger muscles may help.", "Strength prevents injuries.")
    assert check(copy.folder, say) == 1
    assert "`prevents` promises" in lines[0]


def test_the_examples_of_the_authors_guide_load(copy: Copy) -> None:
    guide = Path(__file__).parents[2] / "docs" / "content.md"
    exercise, translation = re.findall("```yaml\n(.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL)
    copy.append("exercises/squat_and_lunge.yaml", "\n" + exercise)
    copy.write("de/faq.yaml", translation)
    assert copy.faults() == []
    assert load(copy.folder, "de").catalogue["goblet_squat"].easier == "split_squat"
