"""What is held about whom, and why."""
