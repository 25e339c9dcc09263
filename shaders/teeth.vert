// The opening of the mouth and a little beyond, as a strip.
#version 330

uniform vec2 size;    // of the picture, pixels

in vec2 position;     // pixels, y down
in float inner;
out float within;     // 1 between the lip lines, falling to 0 outwards

void main() {
    within = inner;
    gl_Position = vec4(position / size * 2.0 - 1.0, 0.0, 1.0);
}
