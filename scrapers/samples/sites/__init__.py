"""One module per site, each written for itself: no two share a template or a line of code."""
