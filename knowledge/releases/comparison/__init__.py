"""What one release says otherwise than another: documents key by key, rows, verdicts, answers, what is lost."""
