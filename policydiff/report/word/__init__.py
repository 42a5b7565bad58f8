"""Parts of Word files, from single elements to whole tables and texts."""
