"""The 对照表: rows, notes, marks, and its HTML, Word and workbook."""
