"""Every question about requests: how a case stands for whoever asked, and what can be answered."""
