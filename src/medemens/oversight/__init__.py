"""Chapters on supervision."""
