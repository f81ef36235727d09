"""What is being typed and not yet saved, kept on the terminal so that nothing is lost."""
