"""Citations as a person reads them."""
