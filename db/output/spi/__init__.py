"""Results as the police take them: SPI resulted cases, written from the record."""
