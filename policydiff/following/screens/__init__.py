"""The screens of new texts: the news, and what a change concerns."""
