"""The library for assistants: read-only calls into `app`."""
