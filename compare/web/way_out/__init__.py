"""The way out of a contract: what to do by when, the letter, and the days for a calendar."""
