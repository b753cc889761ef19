"""Reports, cases and what happens to them: one mechanism for every kind of case."""
