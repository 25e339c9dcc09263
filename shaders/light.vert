// The face unwrapped: drawn at its canonical coordinates, looked up where it is in the picture.
#version 330

uniform vec2 size;    // of the picture, pixels

in vec3 position;     // pixels, y down
in vec3 normal;
in vec2 canonical;
in vec2 atlas;
out vec2 pixel;
out vec2 place;
out float facing;

void main() {
    pixel = position.xy / size;
    place = atlas;
    facing = normalize(normal).z;
    gl_Position = vec4(canonical * 2.0 - 1.0, 0.0, 1.0);
}
