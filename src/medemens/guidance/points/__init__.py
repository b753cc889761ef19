"""Questions to an information point, and whom to call in danger."""
