"""One message in, one reply out: stored first, once only, one at a time per conversation, with a deadline."""
