"""Post (発信): letters by e-mail, sealed until they have left. A mail server that is down delays and loses nothing."""
