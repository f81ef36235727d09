"""The file of one person as another installation of Tracker writes it (docs/export.md)."""
