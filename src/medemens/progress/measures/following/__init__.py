"""Following the monitor by e-mail: asking, confirming, stopping, and the mails."""
