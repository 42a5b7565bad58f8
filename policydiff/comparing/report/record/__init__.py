"""The record of a comparison checked row by row."""
