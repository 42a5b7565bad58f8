"""Reports of decisions that were carried out one after another."""
