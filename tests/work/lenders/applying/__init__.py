"""Tests of what a firm does with its account."""
