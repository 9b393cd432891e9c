"""The words that every layer shares: money, time, ranges, the kinds of missing, offers, questions."""
