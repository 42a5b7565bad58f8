"""Steps of a lineage, the history of a clause, the origin of words."""
