"""Helpers for parsers, one topic per file. Nothing here goes out to the network."""
