"""Where messages of screens become calls of the desk and ways to other screens."""
