"""What reading a runner's words costs."""

import time

from bench.lines import Line
from bench.world import NOW
from bot.content import content_dir, load

REPORTS = 2_000
USUAL = "bss 3x8 each leg 2x16kg, 2 in the tank, left knee 3/10"


def run() -> list[Line]:
    """A usual report, and the longest message a platform delivers."""
    reader = load(content_dir()).reader
    began = time.perf_counter()
    for _ in range(REPORTS):
        reader.checkin(USUAL, "kg", NOW.date(), None)
    usual = (time.perf_counter() - began) / REPORTS
    began = time.perf_counter()
    reader.checkin(((USUAL + ", ") * 100)[:4096], "kg", NOW.date(), None)
    long = time.perf_counter() - began
    return [
        Line(
            part="reading",
            what="read a usual report",
            ours=f"{usual * 1000:.2f} ms",
            baseline=f"4,096 characters {long * 1000:.0f} ms",
            numbers={"usual_s": usual, "long_s": long},
        )
    ]
