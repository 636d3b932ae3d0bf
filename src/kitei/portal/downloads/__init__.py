"""Forms to take away: empty ones to print, and ones to fill in on a screen."""
