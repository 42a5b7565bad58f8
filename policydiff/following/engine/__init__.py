"""FoundChanges, and what rests on them."""
