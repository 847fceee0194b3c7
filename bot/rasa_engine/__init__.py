"""Everything of Rasa that is overridden; README.md says for each what, since which version, and which test holds it."""
