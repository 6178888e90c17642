"""The content folder to `Content`, a language at a time: all of it, or every fault of every file in one report."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.coaching.checkin import Reader
from bot.content.checking import check
from bot.content.crosscheck import cross_faults, in_order
from bot.content.faults import ContentError, Fault
from bot.content.figures import FigureWords, read_figures
from bot.content.kinds import KINDS
from bot.content.raw import ENGLISH, Folder, Raw, lay_over, overlay_faults, read_folder
from bot.content.schema import Entry, ExerciseEntry
from bot.content.value import Content, catalogue_of


def content_dir() -> Path:
    """Where the content is: `content/` of a checkout, beside the package; else the copy inside the package."""
    package = Path(__file__).resolve().parents[1]
    checkout = package.parent / "content"
    return checkout if (checkout / "exercises").is_dir() else package / "_data" / "content"


def load(folder: Path, lang: str = ENGLISH) -> Content:
    """The content in a language, or in the nearest there is: `es-MX` → `es` → English.

    Raises ContentError with every fault of every file, those of other languages too.
    """
    return choose(load_all(folder), lang)


def choose(languages: Mapping[str, Content], lang: str) -> Content:
    """The content in that language, or in the nearest there is, English at last."""
    parts = lang.split("-")
    for length in range(len(parts), 0, -1):
        found = languages.get("-".join(parts[:length]))
        if found is not None:
            return found
    return languages[ENGLISH]


def load_all(folder: Path) -> dict[str, Content]:
    """The content in every language the folder has, English first. Raises ContentError with every fault."""
    found = read_folder(folder)
    faults = list(found.faults)
    figures = read_figures(folder / "figures")
    languages = {ENGLISH: _content(ENGLISH, found.english, figures, faults)}
    for lang in found.translations:
        languages[lang] = _content(lang, _translated(found, lang, faults), figures, faults)
    if faults:
        raise ContentError(faults)
    return {lang: content for lang, content in languages.items() if content is not None}


def _translated(found: Folder, lang: str, faults: list[Fault]) -> tuple[Raw, ...]:
    english = {(raw.kind.name, raw.id): raw for raw in found.english}
    over: dict[tuple[str, str], Raw] = {}
    for raw in found.translations[lang]:
        base = english.get((raw.kind.name, raw.id))
        known = [name for kind, name in english if kind == raw.kind.name]
        faults += overlay_faults(raw, base, known)
        first = over.setdefault((raw.kind.name, raw.id), raw)
        if first is not raw:
            says = f"`{raw.id}` is here twice, first at {first.place(('id',))}"
            faults.append(Fault(place=raw.place(("id",)), says=says))
    return tuple(lay_over(raw, over[key]) if key in over else raw for key, raw in english.items())


def _content(lang: str, raws: Sequence[Raw], figures: Mapping[str, FigureWords], faults: list[Fault]) -> Content | None:
    """The content of one language; None, and the faults added, where anything is wrong."""
    before = len(faults)
    entries: dict[str, list[Entry]] = {kind.name: [] for kind in KINDS}
    for raw in in_order(raws):
        entry, wrong = check(raw)
        faults += wrong
        if entry is not None:
            entries[raw.kind.name].append(entry)
    faults += cross_faults(raws)
    if len(faults) > before:
        return None
    fields: dict[str, Any] = {name: tuple(found) for name, found in entries.items()}
    exercises = [entry for entry in entries["exercises"] if isinstance(entry, ExerciseEntry)]
    origin = tuple((raw.kind.name, raw.id, raw.document.file) for raw in raws)
    catalogue = catalogue_of(exercises)
    return Content(lang=lang, catalogue=catalogue, reader=Reader(catalogue), origin=origin, figures=figures, **fields)
