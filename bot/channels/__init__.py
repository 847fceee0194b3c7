"""Channels by which residents and agents reach the bot: one module each."""
