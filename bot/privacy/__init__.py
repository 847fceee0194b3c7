"""What tells who somebody is, masked where it leaves for logs and for people."""
