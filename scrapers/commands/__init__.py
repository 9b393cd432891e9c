"""What a volunteer does with a source: one command a file. Nothing here needs a database."""
