"""One person's whole file as a document that other systems read: the reader's policy, every field by itself."""
