"""What the services and queries of requests share: secrets, who signs, how far a paper is filled."""
