"""What is asked: a question as typed, checked field by field, and what the data know to ask about."""
