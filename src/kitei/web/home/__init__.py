"""What I must do, by when, under which clause, and what is late."""
