"""Names as they are heard: sounds, nicknames and spellings, and how common each name is."""
