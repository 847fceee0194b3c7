"""Rasa's tracker read into records; nothing else in actions/ looks at its events."""
