"""Random athletes through the seasons: whatever happens to them, no plan may break an invariant (docs/rules.md, 4)."""

from bot.simulation.command import run_simulate
from bot.simulation.runs import Result, run

__all__ = ["Result", "run", "run_simulate"]
