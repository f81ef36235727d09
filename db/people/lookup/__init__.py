"""Finding: the box as it is read, candidates by index under the policy, one score, and reasons in words."""
