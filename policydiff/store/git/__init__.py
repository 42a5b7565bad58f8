"""git as a program, and what is written safely around it."""
