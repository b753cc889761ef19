"""The admission authority's own work with the register of lenders."""
