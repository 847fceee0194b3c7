"""Between the desk and the processes that serve: which releases they have to hold, which they do, and since when."""
