"""Every act on a case: one function, one transaction, one leaf. Keyword-only; the time is handed in."""
