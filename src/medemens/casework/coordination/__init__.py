"""What coordinators see and do: load, terms and outcomes, reassignment, lists, and the key of the authority."""
