"""Changing the dialogue model without a gap: loaded beside the old one, probed, agreed on by all processes,
switched."""
