"""What our Word files share, from single elements to whole tables and texts."""
