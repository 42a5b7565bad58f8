"""What reports state of a change, proven by both texts."""
