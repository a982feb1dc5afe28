"""What people say of the machine's events, kept beside them, and what follows for how right they are."""
