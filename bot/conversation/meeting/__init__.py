"""The first meeting and /settings: every question, and how its answers in words become settings."""
