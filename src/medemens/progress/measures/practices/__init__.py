"""The directory of good practices on the public site, and the form with which anybody sends one in."""
