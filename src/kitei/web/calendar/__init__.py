"""What falls due, by month, and as a feed for calendars."""
