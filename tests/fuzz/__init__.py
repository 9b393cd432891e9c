"""Whatever bytes come, a reader gives values or says in words why not: no crash, no hang."""
