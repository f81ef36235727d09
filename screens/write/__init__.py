"""Writing: notes and their drafts."""
