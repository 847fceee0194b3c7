"""CSV, Excel and JSON of other people to rows, nothing else."""
