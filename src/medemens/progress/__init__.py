"""What was promised, what was done, and whether it helps."""
