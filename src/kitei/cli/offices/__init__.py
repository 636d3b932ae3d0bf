"""Commands of an office that runs: they need its folder (`--home` or `KITEI_HOME`) and its database."""
