"""What every part of the API shares: who asks, what is answered when it cannot be done, one request acting once."""
