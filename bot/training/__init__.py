"""Training the dialogue model out of its sources."""
