// How much brighter or darker each point of the skin must become to be even, from its unwrapped
// colour and the blurred one. What is finer than a texel (pores, hairs) is left to the camera.
#version 330
#include "lib/color.glsl"

uniform sampler2D fineMap;
uniform sampler2D broadMap;

in vec2 at;
layout(location = 0) out vec4 change;  // rgb: factor - 1, with 128/255 for none; a: how far to go

void main() {
    vec4 fine = texture(fineMap, at), broad = texture(broadMap, at);
    vec3 here = fine.rgb / max(fine.a, 1e-4), around = broad.rgb / max(broad.a, 1e-4);
    // What differs too much to be mottle (a mole, an edge, hair) stays as it is.
    float difference = abs(luminance(here) / max(luminance(around), 1e-3) - 1.0);
    float mottle = (1.0 - smoothstep(0.18, 0.40, difference))
                 * smoothstep(0.1, 0.5, broad.a) * smoothstep(0.1, 0.5, fine.a);
    change = vec4(around / max(here, 1e-3) - 1.0 + 128.0 / 255.0, mottle);
}
