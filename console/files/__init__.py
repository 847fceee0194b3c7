"""Files of other people to plain text: read in a process of their own, with limits."""
