"""The content room: content/*.yaml becomes coaching values and words for runners; every fault in one report."""

from bot.content.commands import check, coverage_json, schemas, write_schemas
from bot.content.coverage import coverage
from bot.content.dose import Amount, Dose
from bot.content.faults import ContentError, Fault, Place
from bot.content.live import LiveContent, Refresh
from bot.content.loading import content_dir, load, load_all
from bot.content.value import Content

__all__ = [
    "Amount",
    "Content",
    "ContentError",
    "Dose",
    "Fault",
    "LiveContent",
    "Place",
    "Refresh",
    "check",
    "content_dir",
    "coverage",
    "coverage_json",
    "load",
    "load_all",
    "schemas",
    "write_schemas",
]
