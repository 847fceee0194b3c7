"""Pages for residents: templates rendered on the server, small hand-written modules."""
