"""Chapters on information and help."""
