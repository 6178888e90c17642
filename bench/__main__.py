"""`make bench`: each figure beside a baseline measured in the same run; a table, then the same as one line of JSON.

`python -m bench claim reply` runs some of the parts. With `--write` the table of docs/performance.md is brought up to
date: the parts that ran are replaced, the others stay (bench/last.json keeps them). Absolute figures are of one machine
and moment; ratios travel. `load` is how many processes wanted a core while a part ran: above the number of cores, the
machine had other work, and what is not a ratio says little.
"""

import importlib
import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

from bench.lines import Line, as_json, table

PARTS = ("claim", "jobs", "reading", "pace", "http", "reply")
KEPT = Path(__file__).with_name("last.json")
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
BEGIN, END = "<!-- written by python -m bench --write -->", "<!-- end -->"


def main(words: list[str]) -> int:
    """Run the parts and print; 2 for a part that there is not."""
    write, parts = "--write" in words, [word for word in words if word != "--write"]
    if unknown := set(parts) - set(PARTS):
        print(f"There is no part {', '.join(sorted(unknown))}. Parts: {' '.join(PARTS)}.", file=sys.stderr)
        return 2
    lines: list[Line] = []
    for part in parts or PARTS:
        began = time.perf_counter()
        found = importlib.import_module(f"bench.{part}").run()
        load = os.getloadavg()[0 if time.perf_counter() - began < 120 else 1]
        lines += [replace(line, load=load) for line in found]
        print(f"{part}: {time.perf_counter() - began:.0f} s", file=sys.stderr)
        if write:
            _write(part, [line for line in lines if line.part == part])
    print(table(lines))
    print(as_json(lines))
    return 0


def _write(part: str, lines: list[Line]) -> None:
    kept = [Line(**line) for line in json.loads(KEPT.read_text())] if KEPT.exists() else []
    merged = sorted([*(line for line in kept if line.part != part), *lines], key=lambda line: PARTS.index(line.part))
    KEPT.write_text(as_json(merged).replace("}, {", "},\n{") + "\n")
    page = PAGE.read_text()
    before, after = page[: page.index(BEGIN) + len(BEGIN)], page[page.index(END) :]
    PAGE.write_text(f"{before}\n\n{table(merged)}\n\n{after}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
