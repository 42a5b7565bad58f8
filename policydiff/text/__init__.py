"""The language of legal texts: traditions, numerals, words, citations."""
