"""Chapters on housing."""
