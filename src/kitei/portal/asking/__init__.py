"""How to ask: who may, on which form, with which papers, at what cost, until when, and what may be refused."""
