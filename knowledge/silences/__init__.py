"""The off switch: a fixed sentence in place of answers, of one topic, of one channel or of all."""
