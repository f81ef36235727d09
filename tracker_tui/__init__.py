"""The programs: the application, the command line and what puts them together."""
