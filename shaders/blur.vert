// A whole target.
#version 330

in vec2 corner;
out vec2 at;

void main() {
    at = corner;
    gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}
