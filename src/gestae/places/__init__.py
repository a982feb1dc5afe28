"""Place names, their use and the gazetteer entries they mean."""
