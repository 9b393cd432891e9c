"""The calendars that a market definition chooses by name."""
