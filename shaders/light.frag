// Skin colour at each point of the face, weighted by how surely it is skin seen from the front.
#version 330
#include "lib/color.glsl"

uniform sampler2D picture;
uniform sampler2D lipsOvalBrow;
uniform vec2 spread;  // a quarter of a texel's footprint in the picture, in picture coordinates

in vec2 pixel;
in vec2 place;
in float facing;
layout(location = 0) out vec4 skin;

void main() {
    vec3 mean = decode(texture(picture, pixel + spread * vec2(-1.0, -1.0)).rgb)
              + decode(texture(picture, pixel + spread * vec2(1.0, -1.0)).rgb)
              + decode(texture(picture, pixel + spread * vec2(-1.0, 1.0)).rgb)
              + decode(texture(picture, pixel + spread * vec2(1.0, 1.0)).rgb);
    vec4 region = texture(lipsOvalBrow, place);
    float weight = (1.0 - smoothstep(-3.0, 0.0, region.x)) * (1.0 - smoothstep(-3.0, 0.0, region.w))
                 * smoothstep(1.0, 6.0, region.z) * smoothstep(0.05, 0.4, facing);
    weight += 1e-4;  // where nothing is seen, the nearest guess is better than none
    skin = vec4(0.25 * mean * weight, weight);
}
