"""The sharing lead at work: what the agency shares, its rules, requests, and who read what."""
