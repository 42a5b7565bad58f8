"""One module a verb: what the command line and the web page share."""
