"""Thin Rasa components over pure functions."""
