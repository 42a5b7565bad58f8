"""Relating a policy document to the laws after it: terms, links, coverage."""
