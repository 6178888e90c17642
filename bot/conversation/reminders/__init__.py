"""What the coach says by itself, worded when it is sent."""
