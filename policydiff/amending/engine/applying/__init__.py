"""Checks before a decision is carried out, and its consequences."""
