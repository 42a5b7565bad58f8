"""Source lines and a dialect to a `Document`.

The passes are listed in `parse`.
"""
