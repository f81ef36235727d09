"""Actions of the registry by errand, where one file would be too long; `screens.keys` puts them together."""
