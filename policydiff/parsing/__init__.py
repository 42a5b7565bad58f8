"""Source lines and a dialect to a `Document`: normalise, numerals, preface, outline, citations,
sentences.
"""
