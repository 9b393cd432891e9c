"""How good a provider's service is, as far as published counts can tell (domain 3)."""
