"""Responsible parties report their own progress: in the workbench of an authority, or with a code on the public site."""
