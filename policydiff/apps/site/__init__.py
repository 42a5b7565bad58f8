"""The server of the page, the addresses of all screens, the JSON API."""
