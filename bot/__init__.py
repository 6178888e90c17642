"""Strongstride: a strength coach for runners that lives in the chat they already use."""
