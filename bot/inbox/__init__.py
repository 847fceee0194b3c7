"""The content team's view of the inbox: open questions in groups of those that are alike."""
