"""Schemes for prolific offenders: the register by area, a person's registrations, contacts, cohorts, performance."""
