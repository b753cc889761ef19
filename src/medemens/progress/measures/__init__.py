"""The monitor of the measures: each with its dated steps, from which its state on any day is derived."""
