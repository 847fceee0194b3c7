"""The laboratory: what tries the product out and measures it. The product never imports it."""
