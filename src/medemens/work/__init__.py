"""Chapter of the letter: pay, agencies, accidents at work."""
