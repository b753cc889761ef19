"""What an auditor sees: who did what and saw what, whether the log is whole, and what will be removed when."""
