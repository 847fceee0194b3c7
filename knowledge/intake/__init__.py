"""From a notice's text to what may be taken from it: patterns and names only, no model."""
