"""Documents parsed: sentences, predicates, time expressions."""
