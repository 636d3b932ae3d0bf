"""The clock of cases: what has become late is noted, and what is pressing is called to mind."""
