"""The processes of `jumin serve`: a supervisor that imports next to nothing, and what it starts, watches and ends."""
