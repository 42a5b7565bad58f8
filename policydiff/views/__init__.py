"""What a person is shown, as pure values: rows, cells, redlines, folds, counts and notices, before
any format.
"""
