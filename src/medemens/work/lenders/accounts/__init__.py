"""Accounts of firms: making one, the page of one's firm, one's own name and address."""
