"""Relations as a person reads them."""
