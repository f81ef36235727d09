"""The keeper's door: acts on the installation, hands out no case data."""
