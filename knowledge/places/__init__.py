"""Places: names people give them, what is designated where and when, and lists of risk areas."""
