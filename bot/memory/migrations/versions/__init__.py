"""One script for each change of the tables; what was released is never edited."""
