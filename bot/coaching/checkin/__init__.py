"""Reading reports, schedules and settings in plain words (docs/contracts/checkin.md, docs/contracts/schedule.md)."""

from bot.coaching.checkin.cli import ParseError, reading_json, run_parse, run_parse_batch, session_of
from bot.coaching.checkin.door import Reader, read_checkin
from bot.coaching.checkin.writing import written

__all__ = [
    "ParseError",
    "Reader",
    "read_checkin",
    "reading_json",
    "run_parse",
    "run_parse_batch",
    "session_of",
    "written",
]
