"""What Rasa may ask: rasa-sdk actions, one family a file, each a few lines over knowledge/."""
