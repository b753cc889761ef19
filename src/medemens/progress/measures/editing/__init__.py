"""The editors of the monitor: steps and corrections, files, parties, good practices; everything with four eyes."""
