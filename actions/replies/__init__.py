"""The messages that answer a question, one family a file; question_replies.py is the table of them."""
