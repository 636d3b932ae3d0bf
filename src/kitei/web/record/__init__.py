"""The record for whoever examines it: acts, receipts, checkpoints, verification. Nothing sealed is shown."""
