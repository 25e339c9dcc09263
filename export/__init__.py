"""Training of the networks and their export; never imported by the program."""
