"""The screens of checks."""
