"""The API (floor 4): every act of the desk, for programs, under the same powers and with the same record."""
