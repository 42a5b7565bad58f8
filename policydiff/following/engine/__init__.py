"""Changes, and what rests on them."""
