"""What `jumin serve` starts, and how it ends."""
