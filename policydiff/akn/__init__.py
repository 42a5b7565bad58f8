"""Documents as Akoma Ntoso 3.0 XML and back; validation."""
