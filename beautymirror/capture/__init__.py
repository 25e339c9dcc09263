"""Frames from a camera, a video, photos or the demo, all behind one protocol."""
