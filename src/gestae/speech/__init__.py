"""Who is said to have said, thought, wanted or denied what."""
