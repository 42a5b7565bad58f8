"""Judgements of people, and their effect on a relation."""
