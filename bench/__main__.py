"""`make bench`: each figure beside a baseline measured in the same run; a table, then the same as one line of JSON.

`python -m bench claim reply` runs some of the parts. Absolute figures are of one machine and moment; ratios travel.
"""

import importlib
import sys
import time

from bench.lines import Line, as_json, table

PARTS = ("claim", "jobs", "reading", "pace", "http", "reply")


def main(parts: list[str]) -> int:
    """Run the parts and print; 2 for a part that there is not."""
    if unknown := set(parts) - set(PARTS):
        print(f"There is no part {', '.join(sorted(unknown))}. Parts: {' '.join(PARTS)}.", file=sys.stderr)
        return 2
    lines: list[Line] = []
    for part in parts or PARTS:
        began = time.perf_counter()
        lines += importlib.import_module(f"bench.{part}").run()
        print(f"{part}: {time.perf_counter() - began:.0f} s", file=sys.stderr)
    print(table(lines))
    print(as_json(lines))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
