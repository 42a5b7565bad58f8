"""Checks of the drafting of one document; none of them changes it."""
