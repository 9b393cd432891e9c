"""A market's questions as a form, and the way from a posted form to a question."""
