"""A request is played through over HTTP, as somebody with a browser would."""
