"""What numbers in a message mean: first words of the lexicon, then phrases made of them."""
