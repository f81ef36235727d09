"""The prosecutor's case as Common Platform takes it in: one prosecution, or a group of them."""
