"""What allauth asks of an office: about accounts, passwords, second factors and single sign-on."""
