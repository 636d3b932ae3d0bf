"""From a case to its answer: what each norm does, what is certain, what is cited, what is due."""
