"""Publications in the processes that serve: held ready before their time comes, and current from that instant on."""
