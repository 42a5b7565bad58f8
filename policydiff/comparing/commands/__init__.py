"""diff, report, OLD NEW, and the former command pairs."""
