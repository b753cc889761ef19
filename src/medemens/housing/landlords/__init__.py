"""Reports about landlords and agents, and what a municipality does with them."""
