"""Pure values that matters share: texts, their numbering, differences."""
