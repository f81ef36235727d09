"""People: records and links, names and aliases, finding the right one."""
