"""A YAML file as plain values, with the line of every one of them and without the traps of YAML."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

from bot.content.faults import Fault, Place

Keys: TypeAlias = tuple[str | int, ...]

_TAG = "tag:yaml.org,2002:"
_PLAIN_TAGS = frozenset({_TAG + "str", _TAG + "seq", _TAG + "map", "!"})
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_WHOLE = re.compile(r"[-+]?[0-9]+")
_FRACTION = re.compile(r"[-+]?[0-9]+\.[0-9]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_GARBLED = re.compile("\N{REPLACEMENT CHARACTER}|Ã[\x80-\xbf]|â€|Â[\xa0-\xbf]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What one file says: plain values, and the line of each by its path of keys and positions."""

    file: str
    data: object
    lines: Mapping[Keys, int]

    def place(self, keys: Keys) -> Place:
        """Where that value stands, or the nearest thing around it."""
        for length in range(len(keys), -1, -1):
            line = self.lines.get(keys[:length])
            if line is not None:
                return Place(file=self.file, line=line)
        return Place(file=self.file)


def read(path: Path, file: str) -> tuple[Document, list[Fault]]:
    """Read one file, called `file` in faults; a document that could not be read holds no data (None)."""
    empty = Document(file=file, data=None, lines={})
    try:
        raw = path.read_bytes()
    except OSError as error:
        return empty, [_fault(file, None, f"cannot be read: {error.strerror or error}")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return empty, [_fault(file, line, "is not UTF-8 here; save the file as UTF-8")]
    faults = _signs(text, file)
    if faults:
        return empty, faults
    return _parse(text, file, empty)


def _parse(text: str, file: str, empty: Document) -> tuple[Document, list[Fault]]:
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        said = " ".join(part for part in (error.context, error.problem) if part)
        return empty, [_fault(file, line, f"is not YAML here: {said}")]
    except (yaml.YAMLError, RecursionError) as error:
        return empty, [_fault(file, None, f"is not YAML: {type(error).__name__}")]
    if node is None:
        return empty, [_fault(file, 1, "is empty")]
    builder = _Builder(file)
    data = builder.value(node, ())
    return Document(file=file, data=data, lines=builder.lines), builder.faults


def _signs(text: str, file: str) -> list[Fault]:
    """Characters that no author means: control characters, and text that was saved in a wrong encoding once."""
    faults: list[Fault] = []
    for number, line in enumerate(text.split("\n"), start=1):
        control = _CONTROL.search(line)
        if control:
            faults.append(_fault(file, number, f"holds the control character U+{ord(control[0]):04X}"))
        garbled = _GARBLED.search(line)
        if garbled:
            faults.append(_fault(file, number, f"holds {garbled[0]!r}, left by a wrong encoding; type it again"))
    return faults


def _fault(file: str, line: int | None, says: str) -> Fault:
    return Fault(place=Place(file=file, line=line), says=says)


class _Builder:
    """Nodes to values by YAML 1.2's plain rules: `off`, `no`, `12:30` and dates stay the words they are."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Keys, int] = {}
        self.faults: list[Fault] = []
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, keys: Keys) -> object:
        """The plain value of a node, its lines noted."""
        line = node.start_mark.line + 1
        self.lines.setdefault(keys, line)
        if id(node) in self._seen:
            self.faults.append(_fault(self.file, line, "is used again by an alias (`*name`); write it out instead"))
            return None
        self._seen.add(id(node))
        if node.tag not in _PLAIN_TAGS:
            self.faults.append(_fault(self.file, line, f"uses the tag `{node.tag}`; plain words are enough"))
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, keys)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*keys, index)) for index, item in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, keys: Keys) -> dict[str, object]:
        found: dict[str, object] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.faults.append(_fault(self.file, line, "has a list or a mapping for a key"))
                continue
            key = str(key_node.value)
            if key in found:
                first = self.lines[(*keys, key)]
                self.faults.append(_fault(self.file, line, f"`{key}` is here twice, first in line {first}"))
                continue
            self.lines[(*keys, key)] = line
            found[key] = self.value(value_node, (*keys, key))
        return found


def _scalar(node: yaml.Node) -> object:
    word = str(node.value)
    quoted_or_block = bool(getattr(node, "style", None))
    if quoted_or_block:
        return word
    if word in _NOTHING:
        return None
    if word in _TRUTH:
        return _TRUTH[word]
    if _WHOLE.fullmatch(word) and len(word) <= 18:
        return int(word)
    return float(word) if _FRACTION.fullmatch(word) else word
