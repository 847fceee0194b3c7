"""The six digits by which a resident shows a talk to somebody at the hotline, once."""
