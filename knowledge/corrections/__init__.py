"""After publishing: which answers that residents were told state something else by now, and what is said to them."""
