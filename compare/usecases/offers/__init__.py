"""Every offer that a household is eligible for, with what it costs and covers."""
