"""One pass over the whole document makes the record."""
