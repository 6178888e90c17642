"""Entries as their files hold them: found in the folder, read, and laid over by a language, not yet checked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.content.faults import Fault, Place, nearest
from bot.content.kinds import BY_NAME, KINDS, Kind
from bot.content.reading import Document, Keys, read

SET_ASIDE = frozenset({"schema", "figures"})
ENGLISH = "en"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One entry as written; `over` is the translation that lies on it."""

    kind: Kind
    data: Mapping[str, object]
    document: Document
    index: int
    over: "Raw | None" = None

    @property
    def id(self) -> str:
        """Its id, empty where it has none."""
        found = self.data.get("id")
        return found if isinstance(found, str) else ""

    def place(self, keys: Keys = ()) -> Place:
        """Where a value of it stands."""
        if self.over is not None and keys and keys[0] != "id" and keys[0] in self.over.data:
            return self.over.place(keys)
        return self.document.place((self.index, *keys))


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """All that was found: English entries, translated ones by language, and what was wrong already."""

    english: tuple[Raw, ...]
    translations: Mapping[str, tuple[Raw, ...]]
    faults: tuple[Fault, ...]


def read_folder(folder: Path) -> Folder:
    """Read every file of the content folder; nothing stops it, every fault is kept."""
    faults: list[Fault] = []
    if not folder.is_dir():
        return Folder(english=(), translations={}, faults=(_at("content", f"there is no folder {folder}"),))
    english = tuple(_entries(folder, "content", faults, complete=True))
    translations: dict[str, tuple[Raw, ...]] = {}
    for sub in _subfolders(folder, faults):
        if sub.name in BY_NAME or sub.name in SET_ASIDE:
            continue
        if _LANGUAGE.fullmatch(sub.name) and sub.name != ENGLISH:
            translations[sub.name] = tuple(_entries(sub, f"content/{sub.name}", faults, complete=False))
        else:
            folders = [kind.name for kind in KINDS if kind.folder]
            says = f"this folder is neither a kind nor a language such as `es`{nearest(sub.name, folders)}"
            faults.append(_at(f"content/{sub.name}", says))
    return Folder(english=english, translations=translations, faults=tuple(faults))


def lay_over(base: Raw, over: Raw) -> Raw:
    """The English entry with the words of its translation; aliases add to the English ones and to its name."""
    data = dict(base.data)
    data.update({key: value for key, value in over.data.items() if key in base.kind.model.words})
    if base.kind.name == "exercises":
        data["aliases"] = _all_names(base, over)
    return Raw(kind=base.kind, data=data, document=base.document, index=base.index, over=over)


def overlay_faults(over: Raw, base: Raw | None, known: list[str]) -> Iterator[Fault]:
    """What a translation may not do: name an entry that is not there, or touch more than words."""
    if base is None:
        yield Fault(place=over.place(("id",)), says=f"no English entry is called `{over.id}`{nearest(over.id, known)}")
        return
    model = base.kind.model
    for key in over.data:
        if key == "id" or key in model.words:
            continue
        if key in model.model_fields:
            says = f"`{key}` is no wording; only {', '.join(model.words)} are translated"
        else:
            says = f"unknown key `{key}`{nearest(key, model.words)}"
        yield Fault(place=over.place((key,)), says=says)


def _all_names(base: Raw, over: Raw) -> object:
    own = over.data.get("aliases", [])
    behind = base.data.get("aliases", [])
    if not isinstance(own, list) or not isinstance(behind, list):
        return own
    english = [base.data["name"]] if "name" in over.data and "name" in base.data else []
    taken = over.data.get("name", base.data.get("name"))
    names = [word for word in [*own, *english, *behind] if word != taken]
    return list(dict.fromkeys(names)) if all(isinstance(word, str) for word in names) else own


def _subfolders(folder: Path, faults: list[Fault]) -> list[Path]:
    try:
        inside = list(folder.iterdir())
    except OSError as error:
        faults.append(_at("content", f"cannot be read: {error.strerror or error}"))
        return []
    return sorted(path for path in inside if path.is_dir() and not path.name.startswith((".", "_")))


def _entries(folder: Path, label: str, faults: list[Fault], *, complete: bool) -> Iterator[Raw]:
    for path in sorted(folder.glob("*.y*ml")):
        single = path.stem in BY_NAME and not BY_NAME[path.stem].folder
        if not path.name.startswith(".") and not (single and path.suffix == ".yaml"):
            faults.append(_at(f"{label}/{path.name}", _stranger(path)))
    for kind in KINDS:
        paths = sorted((folder / kind.name).glob("*.yaml")) if kind.folder else [folder / f"{kind.name}.yaml"]
        paths = [path for path in paths if path.exists() and not path.name.startswith(".")]
        if complete and not paths:
            faults.append(_at(f"{label}/{kind.name}{'' if kind.folder else '.yaml'}", "is missing"))
        for path in paths:
            yield from _file(kind, path, f"{label}/{path.relative_to(folder).as_posix()}", faults)


def _stranger(path: Path) -> str:
    if path.suffix == ".yml" and path.stem in BY_NAME:
        return f"call it {path.stem}.yaml"
    return f"no kind of content is called `{path.stem}`{nearest(path.stem, BY_NAME)}"


def _file(kind: Kind, path: Path, file: str, faults: list[Fault]) -> Iterator[Raw]:
    document, found = read(path, file)
    faults += found
    if document.data is None:
        return
    if not isinstance(document.data, list):
        faults.append(Fault(place=document.place(()), says="a file is a list of entries, each beginning `- id: …`"))
        return
    for index, data in enumerate(document.data):
        if isinstance(data, dict) and isinstance(data.get("id"), str):
            yield Raw(kind=kind, data=data, document=document, index=index)
        else:
            faults.append(Fault(place=document.place((index,)), says="an entry begins `- id: …`, one word"))


def _at(file: str, says: str) -> Fault:
    return Fault(place=Place(file=file), says=says)
