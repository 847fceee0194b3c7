"""Finding what tells who somebody is in what people write."""
