"""What is asked about the measures."""
