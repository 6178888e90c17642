"""Composition root: settings become parts that work together. The only room that builds anything or reads the clock."""

from bot.app.building import Parts, gallery, migrate, parts
from bot.app.clocks import OwnClock, SystemClock
from bot.app.machine import StartError, StoppedError, app_version, is_gone, own_name, zones_version

__all__ = [
    "OwnClock",
    "Parts",
    "StartError",
    "StoppedError",
    "SystemClock",
    "app_version",
    "gallery",
    "is_gone",
    "migrate",
    "own_name",
    "parts",
    "zones_version",
]
