"""What the portal's pages share: how a clause is named, who is let in, how often one may try."""
