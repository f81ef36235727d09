"""Notes that people write about a defendant, the judges' sealed ones, and drafts."""
