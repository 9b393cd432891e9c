"""What can be said of a whole market, without a household."""
