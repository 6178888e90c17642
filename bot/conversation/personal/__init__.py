"""The runner's own data and chats, pauses, undo."""
