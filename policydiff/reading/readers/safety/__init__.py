"""Guards against untrusted files: separate processes, limits of archives."""
