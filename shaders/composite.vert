// The face mesh where it is in the picture.
#version 330

uniform vec2 size;    // of the picture, pixels
uniform float depth;  // offset that keeps the nearer of two faces in front

in vec3 position;     // pixels, y down, z away from the camera
in vec3 normal;
in vec2 canonical;
in vec2 atlas;
out vec2 place;
out vec2 uv;
out vec3 surface;

void main() {
    place = atlas;
    uv = canonical;
    surface = normal;
    vec2 position2 = position.xy / size * 2.0 - 1.0;
    gl_Position = vec4(position2, clamp(position.z / (4.0 * size.x) + depth, -0.99, 0.99), 1.0);
}
