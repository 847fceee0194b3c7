"""The dialogue, decided: what is known, what carries over, what is supposed, which question goes on. Pure."""
