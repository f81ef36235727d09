"""Which records are of one person: pairs worth comparing, their weight, what forbids a link, people as a whole."""
