"""Schemes for prolific offenders: the register by area, contacts, cohorts."""
