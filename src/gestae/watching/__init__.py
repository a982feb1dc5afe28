"""Watching feeds: asking politely for what is new, and handing the articles on to the store."""
