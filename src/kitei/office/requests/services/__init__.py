"""Every act about requests, one function each, in one file for each thing done."""
