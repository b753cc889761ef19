"""What happens in casework: one function a deed, keyword-only, one transaction, with its audit entry inside."""
