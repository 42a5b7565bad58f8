"""Source lines and a dialect to a `Document`.

Normalise, numerals, preface, outline, citations, sentences.
"""
