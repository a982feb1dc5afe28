"""Whether events happened, and who says so."""
