"""sync, follow, affected, daily."""
