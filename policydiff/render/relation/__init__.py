"""Reports of how one document and others correspond: a file is a form, as in the folder above."""
