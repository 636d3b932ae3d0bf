"""Programs that act for people here, and programs that are told: tokens, webhooks, and the calls that were made."""
