"""The canonical face: its mesh, its named regions, its atlas. Data and geometry, no drawing."""
