"""The index page of many reports."""
