"""The learned chooser: a small encoder that weighs the candidates which lexicon and predicate view propose."""
