"""Chinese as it is written: the lexicon, numerals, one spelling for comparing, keys of names."""
