"""What the command line offers an author: check the content, show its coverage, write the schemas for editors."""

import json
from collections.abc import Callable
from pathlib import Path

from bot.content.coverage import coverage
from bot.content.faults import ContentError, report
from bot.content.kinds import KINDS, json_schema
from bot.content.lint import lint
from bot.content.loading import load, load_all
from bot.content.value import KIND_NAMES


def check(folder: Path, say: Callable[[str], None]) -> int:
    """Say every fault of the folder, or what was found in it; the exit status: 0 good, 1 with faults."""
    try:
        languages = load_all(folder)
    except ContentError as error:
        say(str(error))
        return 1
    faults = lint(languages["en"])
    if faults:
        say(report(faults))
        return 1
    content = languages["en"]
    entries = sum(len(content.entries(kind)) for kind in KIND_NAMES)
    carried = sum(1 for entries_of in coverage(content).values() if entries_of)
    say(f"content is good: {entries} entries, {carried} of 71 items of the article, languages {', '.join(languages)}")
    return 0


def coverage_json(folder: Path) -> str:
    """`coverage` of the folder as JSON, an item a line; raises ContentError where the content is broken."""
    lines = [f"  {json.dumps(item)}: {json.dumps(entries)}" for item, entries in coverage(load(folder)).items()]
    return "{\n" + ",\n".join(lines) + "\n}"


def schemas() -> dict[str, str]:
    """The JSON Schema files for authors' editors: file name → text."""
    return {f"{kind.name}.json": json.dumps(json_schema(kind), indent=2, ensure_ascii=False) + "\n" for kind in KINDS}


def write_schemas(folder: Path) -> tuple[str, ...]:
    """Write `schema/*.json` of the content folder anew; the names of the files written."""
    target = folder / "schema"
    target.mkdir(parents=True, exist_ok=True)
    texts = schemas()
    for name, text in texts.items():
        (target / name).write_text(text, encoding="utf-8")
    return tuple(texts)
