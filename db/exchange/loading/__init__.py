"""From neutral records to rows: what is known, what is wanted, the difference, in chunks."""
