"""What leaves the record: lists and files written out as text, CSV and JSON, under the reader's own rules."""
