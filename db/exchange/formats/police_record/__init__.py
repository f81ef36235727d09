"""The police's record of a person (PNC, LEDS): cases with charges and disposals, and remands."""
