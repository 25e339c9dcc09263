"""Frames from a camera, a video, photos or the demo, all behind one protocol."""

import os

# OpenCV reads these when it is loaded or first meets a camera, so they come before its import.
# Windows' Media Foundation otherwise takes up to a minute to open some cameras.
os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")
# V4L2 otherwise waits ten seconds for a dead camera; in seconds.
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2")
# A damaged header must not make it reserve gigabytes; in pixels, as beautymirror.capture.image.
os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", "160000000")
