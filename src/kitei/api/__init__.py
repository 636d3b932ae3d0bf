"""The API (floor 4): every act of the desk, for programs."""
