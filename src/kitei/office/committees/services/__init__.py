"""Every act of a body: one function, one transaction, one leaf. Keyword-only; the time is handed in."""
