"""Finding: one box, what was understood, and who answers."""
