"""What comes in from other systems: recognised, read, kept, and what could not be read."""
