"""The JSON API: the data of the commands under addresses, read-only."""
