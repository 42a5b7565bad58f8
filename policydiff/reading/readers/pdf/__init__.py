"""PDF files: printed pages to paragraphs."""
