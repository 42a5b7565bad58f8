"""The corresponding articles of two laws."""
