"""Messages to other systems: written with what they tell, sent in order, and receipted."""
