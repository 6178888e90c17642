"""Reading reports, schedules and settings in plain words."""
