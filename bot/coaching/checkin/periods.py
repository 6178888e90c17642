"""Periods absent for three months or more (R27) as runners say it; a "rest period" is none."""

# Words in rows are read, and added to, more easily than a list of quoted ones.
# ruff: noqa: SIM905

from collections.abc import Iterator, Sequence

_PERIODS = frozenset({"period", "periods", "menstruation", "menses", "menstrual", "cycle", "menstruated", "cycles"})
_NAMED = frozenset({"amenorrhea", "amenorrhoea", "amenorrheic"})
_GONE = frozenset(
    """
    missed missing absent stopped no not without lost gone disappeared havent hasnt never skipped last absence late
    didnt dont misses away since stop stopping none
    """.split()
)
_OTHER = frozenset("rest training recovery base race taper trial busy work cold warm grace".split())
_COUNTS = {
    word: count
    for count, words in {
        3: "three few", 4: "four several", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten",
        12: "twelve", 14: "fourteen", 16: "sixteen",
    }.items()
    for word in words.split()
}  # fmt: skip
_SPANS = frozenset("month months week weeks periods period cycles year years mo menstrual".split())
_VAGUE = frozenset("a for many in half whole of one last".split())
_MONTHS = frozenset(
    """
    january february march april june july august september october november december summer winter spring autumn fall
    christmas easter
    """.split()
)


def absent_periods(words: Sequence[str]) -> Iterator[int]:
    """The words at which it is said that periods have been absent for three months or more."""
    for at, word in enumerate(words):
        if word in _NAMED:
            yield at
        if word not in _PERIODS or (at and words[at - 1] in _OTHER) or words[at + 1 : at + 2] == ["of"]:
            continue
        around = words[max(0, at - 9) : at + 12]
        if _GONE & set(around) and _long_enough(around):
            yield at


def _long_enough(words: Sequence[str]) -> bool:
    for at, word in enumerate(words):
        count = int(word[:6]) if word.isdigit() else _COUNTS.get(word, 0)
        unit = next((each for each in words[at + 1 : at + 3] if each in _SPANS), "")
        if count and unit:
            return count >= (12 if unit.startswith("week") else 1 if unit.startswith("year") else 3)
        if word in {"year", "months"} and at and words[at - 1] in _VAGUE:
            return True
    return any(word == "since" and _MONTHS & set(words[at + 1 : at + 4]) for at, word in enumerate(words))
