"""The log as it is read: by the auditor, and who has seen a file."""
