"""From a page that broke its source to the edit that mends it, proven by reading the page with it."""
