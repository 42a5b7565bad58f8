"""Screens of no matter: addresses of the API, feeds, forms of a page."""
