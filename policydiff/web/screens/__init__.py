"""The screens of the page, one module each."""
