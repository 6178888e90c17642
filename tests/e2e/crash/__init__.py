"""Real processes that are killed, a platform that misbehaves, and the audit of what is left."""
