"""The drafting tradition of contracts, terms of use and privacy policies."""
