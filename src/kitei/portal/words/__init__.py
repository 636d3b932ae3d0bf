"""The words of the regulation: every clause, with what it says in one sentence of our own."""
