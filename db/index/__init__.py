"""The index that finding asks: distinct names with near spellings and sounds, and who bears them, by scope."""
