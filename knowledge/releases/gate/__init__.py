"""What a draft does to the answers that residents get, and what of it nobody may publish."""
