"""Signing in: e-mail and password, codes, passkeys, single sign-on; invitations, sessions, and what is asked for again.

The flows are allauth's; here stand what it asks of us (adapters), what it must look like (templates), and what it does
not know: invitations, locking, limits of sessions, scopes of identity providers.
"""
