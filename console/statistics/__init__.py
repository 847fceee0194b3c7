"""Figures of what residents ask, for those who answer for the content."""
