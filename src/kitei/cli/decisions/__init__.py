"""Commands that ask the engine: decide, ask, golden, replay, tour."""
