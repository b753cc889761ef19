"""What hirers do: check their partners, keep a proof of it, verify proofs of others. In Dutch and English."""
