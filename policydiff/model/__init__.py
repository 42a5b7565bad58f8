"""Pure values: what a text is, how it is numbered, how two texts differ.

Nothing here reads a file, asks a clock or prints.
"""
