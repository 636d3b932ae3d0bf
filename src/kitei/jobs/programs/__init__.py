"""Programs are told what was done, in the background."""
