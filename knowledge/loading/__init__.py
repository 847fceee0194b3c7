"""Reading tables and replies from files, and telling line by line what became of them."""
