"""Acts beside the procedure: conditions that a body sets, lateness, and the end of a case's key."""
