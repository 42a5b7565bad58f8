"""New texts: heard of, stored, and what rests on what they change."""
