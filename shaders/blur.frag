// One direction of a Gaussian of sigma 3 texels; pairs of taps share a bilinear look-up.
#version 330

uniform sampler2D source;
uniform vec2 direction;  // one texel

in vec2 at;
layout(location = 0) out vec4 color;

void main() {
    color = 0.1330 * texture(source, at);
    color += 0.2333 * (texture(source, at + 1.4584 * direction) + texture(source, at - 1.4584 * direction));
    color += 0.1356 * (texture(source, at + 3.4039 * direction) + texture(source, at - 3.4039 * direction));
    color += 0.0512 * (texture(source, at + 5.3519 * direction) + texture(source, at - 5.3519 * direction));
    color += 0.0134 * (texture(source, at + 7.3024 * direction) + texture(source, at - 7.3024 * direction));
}
