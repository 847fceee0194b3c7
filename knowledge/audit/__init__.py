"""Who did what, when: a hash chain in the store."""
