"""How well two accounts of a person agree: log-odds from one weights file, for look-up and for matching alike."""
