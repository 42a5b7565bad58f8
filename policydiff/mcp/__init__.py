"""Answers to assistants, and the origin of their rows."""
