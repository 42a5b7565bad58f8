"""The visit to the page: its guards and choices, and its answers."""
