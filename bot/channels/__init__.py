"""The doors: the only rooms that know a platform and its SDK."""
