"""A market's own page: what can be said of it as a whole."""
