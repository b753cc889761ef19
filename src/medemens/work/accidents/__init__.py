"""Reports about unsafe work and accidents."""
