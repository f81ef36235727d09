"""Records on file held against one another: who may be meant, what a rule links, what a human is asked."""
