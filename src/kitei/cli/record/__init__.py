"""`kitei record …`: the record verified, exported, proved and witnessed. Needs the office's folder and its database."""
