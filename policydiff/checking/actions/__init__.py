"""Use cases of lint, check-return and check-table."""
