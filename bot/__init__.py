"""How it talks: understanding, answering, turns, stores, channels, pages."""
