"""One defendant's file: person file, bench summary, case, history of a field, another name."""
