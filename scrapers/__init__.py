"""Collect what providers publish. Knows nothing of Django; a source is a folder."""
