"""Then and now: what changed, since when, and whether the customer is worse off (domain 6, 7)."""
