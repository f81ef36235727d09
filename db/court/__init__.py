"""Cases, hearings and the lists of a court's day: read, marked, added to and joined with the feed."""
