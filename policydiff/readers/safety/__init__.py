"""Guards around the bytes of others: a process of its own, limits of archives."""
