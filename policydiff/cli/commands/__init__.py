"""Commands of no matter: help, completion."""
