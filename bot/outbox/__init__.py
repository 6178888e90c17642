"""The way out: sending what the store holds to be sent, in order, at the platform's pace, and saying how it ended."""

from bot.outbox.delivery import Tally
from bot.outbox.pace import Rate, Slots
from bot.outbox.pictures import Gallery
from bot.outbox.policy import REPEATS
from bot.outbox.rendering import Reminds
from bot.outbox.sender import Sender
from bot.outbox.worker import Worker

__all__ = ["REPEATS", "Gallery", "Rate", "Reminds", "Sender", "Slots", "Tally", "Worker"]
