"""Drawing: looks baked into maps, maps drawn on faces. The only package that speaks OpenGL."""
