"""The Wet allocatie arbeidskrachten door intermediairs (Waadi), as amended by the Wtta: who may lend workers to others."""
