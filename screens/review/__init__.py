"""The errand of looking over what was done: who has seen a file, and the log."""
