"""One defendant put together from every agency's records: file, bench summary, timeline, history, follow."""
