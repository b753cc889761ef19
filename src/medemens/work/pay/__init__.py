"""The wage check: for a worker, for a payroll, for a program."""
