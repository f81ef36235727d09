"""What an agency shares: its rules, what they make for whom, and what changes before a rule is saved."""
