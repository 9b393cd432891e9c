"""From stored facts to stored changes, part by part."""
