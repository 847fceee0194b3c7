"""What the forms of an answer state, in digits, in numerals and in English, and how one is read aloud. Pure."""
