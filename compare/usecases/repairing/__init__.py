"""What is broken or missing, and what would help most."""
