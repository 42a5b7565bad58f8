"""Reports of three and more versions: a file is a form, as in the folder above."""
