"""Workbooks to review in: a comparison, a relation, and what their sheets share."""
