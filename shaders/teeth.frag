// Yellow taken out and a little light added, so far as a pixel looks like a tooth.
#version 330
#include "lib/color.glsl"
#include "KIND"
#include "lib/edge.glsl"

const vec3 ENAMEL = vec3(1.010, 1.000, 0.965);  // a natural white tooth, luminance 1

uniform sampler2D picture;
uniform float lipLuminance;  // of the bare lips, as lit
uniform float lipRedness;    // see composite.frag
uniform vec3 lightColor;
uniform vec3 haze;           // linear light before everything, blacks included
uniform float shown;

in float within;
layout(location = 0) out vec4 color;

void main() {
    vec3 source = texelFetch(picture, ivec2(gl_FragCoord.xy), 0).rgb;
    vec3 raw = decode(source), before = min(raw, haze), seen = raw - before;
    float tooth = toothness(seen, lipLuminance, lipRedness, lightColor) * smoothstep(0.0, 1.0, within);
    float bright = luminance(seen);
    vec3 made = mix(seen, ENAMEL * mix(vec3(1.0), lightColor, 0.5) * bright, 0.78 * makeup.whitening);
    // The brightest are left as they are: no tooth turns into a flat white.
    made *= 1.0 + 0.30 * makeup.whitening * (1.0 - smoothstep(0.20, 0.80, bright));
    color = vec4(encode(made + before), tooth * shown);
}
