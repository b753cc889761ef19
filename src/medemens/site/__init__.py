"""The site: settings, addresses, the page frame and the command."""
