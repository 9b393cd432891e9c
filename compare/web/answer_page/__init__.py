"""An answer's document, arranged for reading: nothing is computed here that the engine decided."""
