"""Report vocabulary: pages, pieces of text, labels, places, and their writing."""
