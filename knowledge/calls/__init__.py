"""Calls at the hotline: what is heard of them, piece by piece, and what is kept of them."""
