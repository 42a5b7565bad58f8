"""Changes that others explain: references, replacements, glyphs."""
