"""Runs the law over tables: the same rules as for one payslip, written out as SQL."""
