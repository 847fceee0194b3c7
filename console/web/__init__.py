"""What all pages of the console share: who asks, what may come in, how an answer is made, and the words."""
