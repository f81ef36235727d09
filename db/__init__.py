"""The headless half of Tracker: records, rules, services and feeds, without any user interface."""
