"""Works and versions: names, lineage, force; the ground of every use case."""
