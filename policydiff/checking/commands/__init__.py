"""lint, check-return, check-table, and the former command validate."""
