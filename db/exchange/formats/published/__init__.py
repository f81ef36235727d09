"""Lists that the courts' publication service gives out: magistrates' lists, and lists of single justice cases."""
