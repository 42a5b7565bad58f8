"""Two texts and more, compared clause by clause, and the 对照表 of it."""
