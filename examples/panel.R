# Reads an export of Gestae with base R alone: Rscript panel.R EXPORT
# EXPORT is the folder of: gestae export --to csv --out EXPORT

arguments <- commandArgs(trailingOnly = TRUE)
folder <- if (length(arguments) > 0) arguments[1] else "export"

read <- function(name) {
  read.csv(file.path(folder, name), na.strings = "", stringsAsFactors = FALSE, encoding = "UTF-8")
}

events <- read("events.csv")
events$day <- as.Date(events$day)
events$published <- as.Date(events$published)
participants <- read("participants.csv")

# An event counts once a story: the first published report stands for it.
first <- events[events$first, ]
first$month <- format(first$day, "%Y-%m")

cat("events", nrow(events), "first", nrow(first), "\n")
cat("days", format(min(events$day, na.rm = TRUE)), format(max(events$day, na.rm = TRUE)), "\n")
cat("nested", sum(sapply(events, is.list)), "\n")
cat("participants", nrow(participants), "\n")
print(aggregate(uid ~ month + quad, data = first, FUN = length))

actors <- merge(first[c("uid", "month")], participants[participants$role == "actor", c("uid", "country")], by = "uid")
actors <- unique(actors)
print(aggregate(uid ~ country + month, data = actors, FUN = length))
