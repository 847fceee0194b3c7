"""What the tagger of mentions (bot/nlu/readers/tagger.py) is trained on, and how."""
