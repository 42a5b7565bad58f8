"""OFD files: GB/T 33190, the fixed layout of offices."""
