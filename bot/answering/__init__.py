"""The words: looked up in the current release for this moment and this channel, then rendered."""
