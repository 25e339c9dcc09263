"""What the window asks of OpenGL, and whether it is there."""

from __future__ import annotations

from PySide6.QtGui import QOffscreenSurface, QOpenGLContext, QSurfaceFormat

__all__ = ["opengl_fault", "surface_format"]


def surface_format() -> QSurfaceFormat:
    """What the mirror needs of OpenGL: 3.3 core, and word when the graphics card was reset."""
    wanted = QSurfaceFormat()
    wanted.setVersion(3, 3)
    wanted.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    wanted.setAlphaBufferSize(0)
    wanted.setDepthBufferSize(0)
    wanted.setStencilBufferSize(0)
    wanted.setOption(QSurfaceFormat.FormatOption.ResetNotification)
    return wanted


def opengl_fault() -> str | None:
    """Why a window cannot draw with OpenGL 3.3 here; ``None`` when it can."""
    context = QOpenGLContext()
    context.setFormat(surface_format())
    if not context.create():
        return "OpenGL –"
    surface = QOffscreenSurface()
    surface.setFormat(context.format())
    surface.create()
    if not context.makeCurrent(surface):
        return "OpenGL –"
    version = context.format().version()
    context.doneCurrent()
    return None if version >= (3, 3) else f"OpenGL {version[0]}.{version[1]}"
