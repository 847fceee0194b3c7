"""The pages of the console, each a plain function from what is asked to an answer."""
