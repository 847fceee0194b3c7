"""Tables of conversations and turns, and the store that Rasa reads and writes trackers through."""
