"""Documents as Akoma Ntoso 3.0 XML and back, and the validation of such files."""
