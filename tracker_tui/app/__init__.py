"""The terminal application: the frame's host, navigation, live changes, signals, last resort."""
