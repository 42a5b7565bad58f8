"""The drafting tradition of mainland China: dialects and their shared words."""
