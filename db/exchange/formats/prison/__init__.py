"""The prison's record of a prisoner: one, a page, a weekly file of all, a change of state, or rows of a CSV."""
