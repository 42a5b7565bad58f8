"""The use cases, one module a verb, shared by the command line and the web page."""
