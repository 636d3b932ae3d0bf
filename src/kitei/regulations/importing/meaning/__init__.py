"""What the wording says about itself: references, definitions, editions, roles, forms, and which topics it may touch."""
