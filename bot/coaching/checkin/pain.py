"""Pain and soreness in a message (R26; docs/contracts/checkin.md, pain and soreness)."""

# Words in rows are read, and added to, more easily than a list of quoted ones.
# ruff: noqa: SIM905

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from bot.coaching.athlete import Area
from bot.coaching.checkin.cells import Span
from bot.coaching.checkin.clauses import Clause
from bot.coaching.checkin.flags import Flag, pain_is_own
from bot.coaching.checkin.grammar import Item
from bot.coaching.checkin.text import Text
from bot.coaching.report import PainReport, Side

_MUSCLES = frozenset({"calf", "hamstring", "quad"})
_MUSCLE_WORDS = frozenset(
    """
        glute glutes butt buttock buttocks bum shoulders delts delt deltoid traps trap lats lat abs ab obliques
        oblique chest pec pecs bicep biceps tricep triceps forearm forearms gluteus glut adductors core arms upper
        flexors flexor piriformis stomach belly hips
    """.split()
)
_LEG_MUSCLES = frozenset({"glute", "glutes", "gluteus", "glut", "adductors", "butt", "bum", "flexors", "hips"})
_PLURAL = frozenset("calves calfs hamstrings hammies hams quads quadriceps glutes hammys".split())
_DENIES = frozenset(
    "no not zero without never didnt doesnt isnt wasnt hasnt dont havent nor hadnt arent werent none cant".split()
)
_FLAG_AREAS = frozenset({"foot", "achilles", "shin", "calf", "knee", "hip", "shoulder", "elbow"})


@dataclass(slots=True)
class _Site:
    """An area as named in a clause."""

    area: Area
    span: Span
    side: Side | None
    muscle: bool
    plural: bool


@dataclass(slots=True)
class Pains:
    """The pains found, and the soreness of the legs."""

    found: list[PainReport] = field(default_factory=list)
    soreness: int | None = None

    def add(self, area: Area, side: Side | None, score: int | None) -> None:
        """Note a pain; one at the same place is the same, with its highest score."""
        if score == 0:
            return
        for at, known in enumerate(self.found):
            if known.area == area and (known.side == side or known.side is None or side is None):
                best = max(filter(None, (known.score, score)), default=None)
                self.found[at] = PainReport(area=area, side=known.side or side, score=best)
                return
        self.found.append(PainReport(area=area, side=side, score=score))


class PainReader:
    """Goes through the clauses for areas, words of pain and scores; uses up the scores it reads."""

    def __init__(self, text: Text, clauses: Sequence[Clause], words: Sequence[str]) -> None:
        self._text = text
        self._clauses = clauses
        self._words = words
        self._pains = Pains()
        self._waiting: list[_Site] = []
        self._unscored: _Site | None = None

    def read(self, raised: Sequence[Flag]) -> Pains:
        """All pains, those named in a red flag too."""
        for clause in self._clauses:
            self._clause(clause)
        for flag in raised:
            if flag.areas:
                self._flagged(flag)
        return self._pains

    def _flagged(self, flag: Flag) -> None:
        for clause in self._clauses:
            if clause.end <= flag.start - 6 or clause.start >= flag.end + 6:
                continue
            for site in self._sites(clause):
                near = flag.start - 6 <= site.span.start < flag.end + 4
                if near and site.area in _FLAG_AREAS:
                    self._pains.add(site.area, site.side, None)

    # sites

    def _sites(self, clause: Clause) -> list[_Site]:
        no_back = [*clause.spans(self._text, "NOTBACK"), *clause.spans(self._text, "NOTPAIN")]
        sites = []
        for span in clause.spans(self._text, "AREA"):
            if any(other.start < span.end and span.start < other.end for other in no_back):
                continue
            word = self._text.words[span.end - 1]
            first = self._text.words[span.start]
            if word == "arch" and first == "arch" and span.start and self._text.words[span.start - 1] in {"the", "an"}:
                continue
            area = cast("Area", span.value)
            muscle = area in _MUSCLES or word in _MUSCLE_WORDS or first in _MUSCLE_WORDS
            sites.append(_Site(area, span, self._side(clause, span), muscle, word in _PLURAL))
        return sites

    def _side(self, clause: Clause, span: Span) -> Side | None:
        words = self._text.words
        best: tuple[int, str] | None = None
        for side in clause.spans(self._text, "SIDEWORD"):
            word = words[side.start]
            gap = span.start - side.end if side.end <= span.start else side.start - span.end + 1
            gap -= sum(1 for piece in self._text.pieces[span.end : side.start] if piece.kind != "word")
            if len(word) == 1 and gap > 1:
                continue
            if word == "either" or (word == "left" and side.start and words[side.start - 1] in {"reps", "more"}):
                continue
            if gap <= 5 and (best is None or gap < best[0]):
                best = gap, side.value
        return None if best is None else cast("Side", best[1])

    # one clause

    def _clause(self, clause: Clause) -> None:
        sites = self._sites(clause)
        hurts = self._hurting(clause)
        scores = clause.of("score")
        sore = clause.has(self._text, "SORE")
        if not sites:
            if not self._late_score(clause, scores):
                self._without_site(clause, hurts, scores, sore)
            self._unscored = None
            return
        fine = clause.has(self._text, "FEEL", "FIG", "NOPAIN", "SORE")
        before = self._unscored if clause.sep == "AND" and not fine else None
        self._waiting, self._unscored = [], None
        if before is not None and not hurts and not scores and all(item.kind in _BARE for item in clause.items):
            for site in sites:
                self._pains.add(site.area, site.side, None)
            return
        for at, site in enumerate(sites):
            end = sites[at + 1].span.start if at + 1 < len(sites) else clause.end
            if pain_is_own(self._words, site.span.start):
                self._site(clause, site, self._score(clause, site, end, alone=len(sites) == 1), hurts)
        if sore and not self._waiting and not hurts:
            self._sore_legs(sites, scores)

    def _hurting(self, clause: Clause) -> list[Span]:
        """Words of pain that are neither denied nor a figure of speech."""
        not_pain = clause.spans(self._text, "NOTPAIN")
        found = []
        for span in clause.spans(self._text, "PAIN"):
            figure = any(other.start < span.end and span.start < other.end for other in not_pain)
            if not figure and not self._denied(span, clause):
                found.append(span)
        return found

    def _denied(self, span: Span, clause: Clause) -> bool:
        before = self._text.words[max(clause.start, span.start - 4) : span.start]
        if {"no", "zero", "without"} & set(before) or "free" in self._text.words[span.end : span.end + 2]:
            return True
        if _DENIES & set(before[-3:]) and self._text.words[span.start] != "not":
            return True
        if self._text.words[span.start] in {"didnt", "doesnt"}:
            return False
        return bool({"gone", "disappeared"} & set(self._text.words[span.end : span.end + 4]))

    def _site(self, clause: Clause, site: _Site, scored: tuple[int | None, Item | None], hurts: list[Span]) -> None:
        score, item = scored
        sore = clause.has(self._text, "SORE")
        figure = clause.has(self._text, "FIG") and (site.muscle or not _killing(self._text, clause))
        if score is not None:
            if item is not None:
                item.used = True
            self._scored(site, score, is_sore=site.muscle and not hurts and (sore or site.plural))
        elif hurts and not figure:
            if not (sore and site.muscle):
                self._hurts_unscored(site, hurts)
        elif not site.muscle and _killing(self._text, clause):
            self._pains.add(site.area, site.side, None)
            self._unscored = site
        elif not clause.has(self._text, "NOPAIN", "FEEL") and not (sore and site.muscle):
            self._waiting.extend([] if site.area == "other" else [site])

    def _hurts_unscored(self, site: _Site, hurts: list[Span]) -> None:
        chest = self._text.words[site.span.start] == "chest"
        if chest or (site.area == "other" and all(self._text.words[span.start] in _MILD for span in hurts)):
            return
        self._pains.add(site.area, site.side, None)
        self._unscored = site

    def _scored(self, site: _Site, score: int, *, is_sore: bool) -> None:
        if is_sore:
            if site.area in _MUSCLES or self._text.words[site.span.start] in _LEG_MUSCLES:
                self._sore(score)
            return
        self._pains.add(site.area, site.side, score)

    def _sore(self, score: int) -> None:
        self._pains.soreness = max(self._pains.soreness or 0, score)

    def _sore_legs(self, sites: list[_Site], scores: list[Item]) -> None:
        for item in [score for score in scores if not score.used]:
            if all(site.muscle for site in sites):
                item.used = True
                self._sore(round(item.value or 0))

    # scores

    def _score(self, clause: Clause, site: _Site, end: int, *, alone: bool) -> tuple[int | None, Item | None]:
        """The score that belongs to an area: the next behind it, or one before it where it is the only area."""
        behind = [item for item in clause.of("score") if site.span.end <= item.start < end]
        before = [item for item in clause.of("score") if item.end <= site.span.start]
        for item in [*behind, *(before if alone or not behind else [])][:1]:
            return round(item.value or 0), item
        number = self._bare_score(clause, site, end)
        if number is not None:
            return round(number.qtys[0].value), number
        return None, None

    def _bare_score(self, clause: Clause, site: _Site, end: int) -> Item | None:
        """ "knee 4", "knee pain at 4": a bare number to ten right behind the area or the word of pain."""
        anchors = {site.span.end, *(span.end for span in clause.spans(self._text, "PAIN"))}
        for item in clause.of("chain"):
            if not site.span.end <= item.start < end or len(item.qtys) != 1 or item.lead not in {"", "at"}:
                continue
            qty = item.qtys[0]
            whole = qty.unit == "" and qty.value <= 10 and qty.value == int(qty.value) and not qty.list_
            if whole and any(self._filled(anchor, item.start) for anchor in anchors if anchor <= item.start):
                return item
        return None

    def _filled(self, start: int, end: int) -> bool:
        """Whether nothing but small words stands between two places."""
        small = {
            "at",
            "a",
            "an",
            "is",
            "was",
            "about",
            "around",
            ":",
            "-",
            "maybe",
            "like",
            "of",
            "level",
            "=",
            "(",
            "the",
            "still",
            "@",
            "pain",
            "score",
            "side",
            "both",
            "left",
            "right",
        }
        return all(word in small for word in self._text.words[start:end])

    # clauses without an area

    def _without_site(self, clause: Clause, hurts: list[Span], scores: list[Item], sore: bool) -> None:
        legs = clause.has(self._text, "LEGS")
        if clause.names and not hurts and not (legs and scores):
            self._waiting = []
            return
        if (sore or legs) and not hurts:
            self._leg_score(clause, scores, sore)
            return
        score = scores[0] if scores else None
        number = None if score else self._pain_number(clause, hurts)
        value = round(score.value or 0) if score else round(number.qtys[0].value) if number else None
        related = bool(self._waiting) and clause.sep != "BLANK" and (bool(hurts) or not clause.names)
        if related and (hurts or value is not None):
            self._attach(hurts, value)
        elif not _plain_pain(self._text, hurts) or not pain_is_own(self._words, hurts[0].start):
            return
        elif value is not None or _felt(self._text, hurts[0]):
            self._pains.add("other", None, value)
        if score:
            score.used = True
        if number:
            number.used = True
        self._waiting = []

    def _late_score(self, clause: Clause, scores: list[Item]) -> bool:
        """A score alone behind a pain is that pain's: "my knee started to hurt, 4/10"."""
        site = self._unscored
        first = clause.items[0] if clause.items else None
        if (
            site is None
            or not scores
            or clause.names
            or clause.sep == "BLANK"
            or clause.has(self._text, "SORE", "LEGS")
        ):
            return False
        if not (scores[0] is first or clause.has(self._text, "PAIN") or scores[0].start - clause.start <= 3):
            return False
        scores[0].used = True
        sides = [side.value for side in clause.spans(self._text, "SIDEWORD") if side.value in {"left", "right"}]
        side = site.side or (cast("Side", sides[0]) if len(sides) == 1 else None)
        self._pains.add(site.area, side, round(scores[0].value or 0))
        return True

    def _attach(self, hurts: list[Span], value: int | None) -> None:
        for site in self._waiting[-1:]:
            if value is not None and site.plural and site.muscle and not hurts:
                self._sore(value)
            else:
                self._pains.add(site.area, site.side, value)

    def _leg_score(self, clause: Clause, scores: list[Item], sore: bool) -> None:
        if scores:
            scores[0].used = True
            self._sore(round(scores[0].value or 0))
            return
        for item in clause.of("chain"):
            qty = item.qtys[0]
            if sore and len(item.qtys) == 1 and qty.unit == "" and qty.value <= 10 and not qty.list_:
                item.used = True
                self._sore(round(qty.value))
                return

    def _pain_number(self, clause: Clause, hurts: list[Span]) -> Item | None:
        for span in hurts:
            for item in clause.of("chain"):
                near = item.start >= span.end and self._filled(span.end, item.start)
                if near and len(item.qtys) == 1 and item.qtys[0].unit == "" and item.qtys[0].value <= 10:
                    return item
        return None


_BARE = frozenset({"WORD", "TANK", "SIDE", "BELL", "HAND"})
_MILD = frozenset("problem problems issue issues trouble not tender sensitive uncomfortable annoying".split())


def _killing(text: Text, clause: Clause) -> bool:
    return any(
        text.words[span.start] in {"killing", "killed", "screaming", "shot"} for span in clause.spans(text, "FIG")
    )


def _plain_pain(text: Text, hurts: list[Span]) -> bool:
    return any(text.words[span.start] in _PLAIN for span in hurts)


_PLAIN = frozenset("pain pains painful niggle twinge ache aches hurts hurt hurting discomfort pian paine".split())


def _felt(text: Text, span: Span) -> bool:
    """Whether a pain without a place was felt: "some pain", "had pain"."""
    before = text.words[max(0, span.start - 3) : span.start]
    return text.words[span.start] in {"pain", "pains"} and bool(
        {"some", "had", "felt", "feel", "got", "have", "sharp", "bad", "little", "bit"} & set(before)
    )
