"""A runner's data on its way out of the bot and back in: archives, tables and calendars. Values in, bytes out."""

from bot.transfer.archive import Archive, Imported, ImportRefused, export_zip, import_json
from bot.transfer.ical import calendar

__all__ = ["Archive", "ImportRefused", "Imported", "calendar", "export_zip", "import_json"]
