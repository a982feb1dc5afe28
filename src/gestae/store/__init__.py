"""Records kept in an SQL store."""
