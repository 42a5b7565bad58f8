"""A Word file with its citations corrected."""
