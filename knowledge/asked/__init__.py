"""What residents asked, as far as statistics count it: no words, no names."""
