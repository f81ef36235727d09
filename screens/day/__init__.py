"""The court's day: the list, attendance, adding a defendant."""
