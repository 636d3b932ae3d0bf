"""Cases (案件): one run of a procedure about one thing."""
