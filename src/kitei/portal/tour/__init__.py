"""The guided tours of an office for practice: who can sign in, and what each role can look at, step by step."""
