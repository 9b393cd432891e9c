"""What is told of stored changes: of a market, a provider, a pack, a document."""
