"""Every question about bodies and meetings; nothing is changed."""
