"""Pages as HTML by templates."""
