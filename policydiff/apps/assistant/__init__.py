"""The server of the library for assistants, with the tools of all matters."""
