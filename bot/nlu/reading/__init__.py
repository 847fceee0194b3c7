"""What readers read with and what they find."""
