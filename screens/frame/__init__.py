"""What every screen stands on: the frame around its body, its keys, its messages, its colours."""
