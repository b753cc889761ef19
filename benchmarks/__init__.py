"""Measurements: `make bench` runs them all and prints what stands in docs/benchmarks.md."""
