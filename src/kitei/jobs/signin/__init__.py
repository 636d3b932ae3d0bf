"""What the queue does with sign-ins."""
