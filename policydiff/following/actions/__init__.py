"""Use cases of new texts: sources read, changes followed to what rests on them."""
