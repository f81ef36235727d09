"""Numbers of the criminal justice agencies: their shapes, check letters and canonical forms."""
