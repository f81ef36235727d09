"""What is counted: figures of cohorts and of areas, on the same definitions as the searches."""
