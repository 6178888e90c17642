"""What a process answers over HTTP: posts of the platforms, health, and metrics."""

from bot.web.probes import Check, Probes
from bot.web.site import site

__all__ = ["Check", "Probes", "site"]
