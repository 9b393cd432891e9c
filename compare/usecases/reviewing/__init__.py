"""What waits for the look of a person, and what becomes of it."""
