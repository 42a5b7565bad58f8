"""What the program says, in Chinese: a table for each area, from the English sentence to the Chinese one."""
