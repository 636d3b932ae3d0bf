"""`kitei case …`: cases from the command line, by the API and with a person's token.

Whoever has the machine has the office's folder and its keys, and must not read cases for all that; so these commands
open no database. They ask the office as any program does, for the person whose token is shown.
"""
