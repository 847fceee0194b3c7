"""Where the content of the city that is served stands."""
