"""Coverage: every duty and right of the Act that reaches an institution, against what its regulation says."""
