"""Who may see what: the rules, the criteria made from them, and the guard that adds them to every statement."""
