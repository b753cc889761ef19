"""What happens to the measures."""
