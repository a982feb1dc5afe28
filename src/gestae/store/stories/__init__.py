"""One event, many reports: reports of the same event in several documents are put together as a story."""
