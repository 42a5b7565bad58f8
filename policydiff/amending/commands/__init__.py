"""consolidate, draft-amendment, instructions, package."""
