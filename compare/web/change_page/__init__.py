"""How a change is told on its pages."""
