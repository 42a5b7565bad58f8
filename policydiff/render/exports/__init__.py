"""One version as a file to send on: a document → bytes; one format a file, whose name is its
key.
"""
