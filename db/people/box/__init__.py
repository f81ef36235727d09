"""The one search box: text as typed is read into a question, pure and in microseconds."""
