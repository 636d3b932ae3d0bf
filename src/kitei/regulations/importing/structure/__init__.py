"""Building the tree: articles and lists, what stands before and after them, and the flat list of clauses."""
