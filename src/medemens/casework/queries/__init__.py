"""What is asked of casework: read-only, with a fixed number of SQL statements."""
