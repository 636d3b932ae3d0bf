"""What is shown on many pages: clauses, states by name, icons, tables to take away."""
