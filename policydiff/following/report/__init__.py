"""New texts and what they touch, as a person reads them."""
