"""What a benchmark says: one line a comparison, printed as a table and as one line of JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One comparison. `better` is how many times better ours is (of throughput, or of time turned round)."""

    part: str
    what: str
    ours: str
    baseline: str
    better: float | None = None
    wanted: str = ""
    load: float = 0.0
    numbers: dict[str, float] = field(default_factory=dict)


def table(lines: Sequence[Line]) -> str:
    """For people, and for docs/performance.md."""
    head = ("part", "what", "ours", "baseline, same run", "ours is", "asked for", "load")
    rows = [
        (one.part, one.what, one.ours, one.baseline, _times(one.better), one.wanted, f"{one.load:.1f}") for one in lines
    ]
    widths = [max(len(row[n]) for row in [head, *rows]) for n in range(len(head))]
    bar = tuple("-" * width for width in widths)
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in [head, bar, *rows]
    )


def _times(better: float | None) -> str:
    if better is None:
        return ""
    return f"{better:,.0f} ×" if better >= 10 else f"{better:.2f} ×"


def as_json(lines: Sequence[Line]) -> str:
    """For machines: one line."""
    return json.dumps([asdict(one) for one in lines], ensure_ascii=False)
