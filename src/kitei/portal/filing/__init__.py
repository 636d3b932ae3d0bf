"""Making a request: the form as pages, step by step, read again at the end, and a receipt."""
