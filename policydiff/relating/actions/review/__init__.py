"""Use cases of judgements: reviews by screen, file and page."""
