"""Policy documents and the laws after them, and judgements of people on that."""
