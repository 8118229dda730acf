"""Time expressions, resolved against a date."""
