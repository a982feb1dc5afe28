"""Which date, place and number belongs to which event."""
