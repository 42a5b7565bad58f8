"""Consolidations, chains of decisions and drafts as a person reads them."""
