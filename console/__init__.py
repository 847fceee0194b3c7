"""The console: the pages on which the content team writes, looks at, publishes and takes back (docs/decisions/0022)."""
