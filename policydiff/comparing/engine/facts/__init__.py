"""Typed effects of changes: amounts, periods, duties, bodies."""
