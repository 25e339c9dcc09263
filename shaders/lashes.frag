// How much of a pixel a lash covers, as a blend of encoded colours.
#version 330

in float across;
in float halfWidth;
in float blur;
in vec4 color;
layout(location = 0) out vec4 drawn;

void main() {
    float covered = min(halfWidth, across + blur) - max(-halfWidth, across - blur);
    float opacity = clamp(covered / (2.0 * blur), 0.0, 1.0) * color.a;
    // Light adds up linearly, the target holds encoded values: of black this is the exact factor
    // whatever lies below, which may well be another lash.
    drawn = vec4(color.rgb, 1.0 - pow(1.0 - 0.999 * opacity, 1.0 / 2.2));
}
