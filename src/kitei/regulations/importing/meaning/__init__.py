"""What the wording says about itself: references, definitions, editions, roles, forms, topics."""
