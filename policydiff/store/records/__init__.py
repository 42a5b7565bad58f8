"""The files of works: their facts, names, pins and judgements, and the catalogue."""
