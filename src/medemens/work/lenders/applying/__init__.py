"""What a firm does with its account: applying, reporting changes, objecting, and seeing what the law asks by when."""
