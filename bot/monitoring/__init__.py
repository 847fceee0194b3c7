"""What an operator sees: metrics, readiness and logs, none of it personal. docs/tasks/operate.md says how to read
it."""
