"""The reporter's pages: sending in a report, and the mailbox that its code opens."""
