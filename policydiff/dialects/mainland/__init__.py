"""The drafting tradition of mainland China, shared by its dialects."""
