"""The training day and week: what is due, how it is done, what the runner changes about it."""
