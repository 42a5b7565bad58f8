"""The drafting tradition of company rules and standards: numbers of any depth."""
