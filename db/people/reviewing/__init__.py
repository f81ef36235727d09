"""Questions about who is who, for one reader: what waits, two records side by side, decisions and undoing them."""
