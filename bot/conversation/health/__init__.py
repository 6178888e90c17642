"""Red flags, clearance and pain come before training (R26-R28)."""
