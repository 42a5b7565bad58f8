"""The page in the browser: the same calls into `app` as the command line."""
