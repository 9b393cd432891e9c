"""The answer to one checked question, and to two letters typed side by side."""
