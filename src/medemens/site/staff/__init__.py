"""Signing in: password, second factor, invitation, and the keys that open what is sealed."""
