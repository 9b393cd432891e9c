"""Comparing what plans promise: attribute by attribute, as a whole, and against a price."""
