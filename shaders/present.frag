// Copies a picture, or an overlay with premultiplied alpha, without touching its colours.
#version 330 core

uniform sampler2D picture;
uniform float opacity;

in vec2 uv;

out vec4 color;

void main() {
    color = texture(picture, uv) * opacity;
}
