"""Deletion of what is stored of conversations: when it is old, and when its person asks for it."""
