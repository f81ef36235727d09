"""What the legal aid office is told of Crown Court cases: search results and lists of old Crown cases."""
