"""Reports as pure values, before any format: rows, cells, redlines, counts."""
