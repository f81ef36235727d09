"""The clerk's first minute: sign-in, and the home of each role."""
