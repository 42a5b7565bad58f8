"""Plans of changes: additions, removals, facts that are set, undoing."""
