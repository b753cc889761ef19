"""What happens in the register of lenders: one function a deed, keyword-only, one transaction, with its audit entry inside."""
