"""What a clerk sees: one screen is one file and one style sheet."""
