// The face mesh where it is in the picture.
#version 330
#include "FEATURES"
#include "lib/color.glsl"

uniform vec2 size;    // of the picture, pixels
uniform sampler2D lightMap;
uniform vec3 wearer;      // the wearer's skin in full light
uniform vec2 lipAlbedo;   // luminance of the bare upper and lower lip, in the light of the skin about
uniform vec3 lightColor;  // luminance 1 where the picture is well lit
uniform vec4 leanRed;     // how the light's hue changes over the face, see render/lean.py
uniform vec4 leanBlue;
uniform float depth;  // offset that keeps the nearer of two faces in front

in vec3 position;     // pixels, y down, z away from the camera
in vec3 normal;
in vec2 canonical;
in vec2 atlas;
in vec2 lip;          // 1 on lips, 0 elsewhere; 0 on the upper one, 1 on the lower
in float open;        // 1 on bare skin, 0 near eyes, brows and lips
in float mouth;       // 1 on lips where teeth may be seen, 0 elsewhere
#ifdef PLUMP
in vec2 origin;       // where the camera saw the point that is drawn at this position
out vec2 from;        // the same in picture coordinates
#endif
out vec2 place;
out vec2 uv;
out vec3 surface;
out float slow;       // light on the skin here, without its detail
out float perLight;   // light for a pixel's luminance
out vec3 hue;         // of the light here
#ifdef LIPS
out float byMouth;
#else
out float bareness;
#endif

void main() {
    place = atlas;
    uv = canonical;
    surface = normal;
#ifdef PLUMP
    from = origin / size;
#endif
    vec4 around = textureLod(lightMap, canonical, 0.0);
    float albedo = luminance(wearer);
#ifdef LIPS
    byMouth = mouth;
#else
    bareness = open;
#endif
    slow = clamp(luminance(around.rgb) / (around.a * albedo), 0.05, 1.2);
    // The lips' own albedo was measured in the light that they are in.
    perLight = mix(1.0 / albedo, slow / mix(lipAlbedo.x, lipAlbedo.y, lip.y), lip.x);
    hue = lightColor;
#ifndef LIPS
    // Not on lips: it is beards as much as shade that make it darker about a mouth.
    vec4 way = vec4(normal.xy, log(min(slow, 1.0)), 1.0);
    vec2 lean = clamp(vec2(dot(leanRed, way), dot(leanBlue, way)), -0.7, 0.7);
    vec3 tint = vec3(exp(lean.x), 1.0, exp(lean.y));
    // How much light there is was told from the skin, whose luminance the hue must not change.
    hue *= tint * (albedo / luminance(wearer * tint));
#endif
    vec2 position2 = position.xy / size * 2.0 - 1.0;
    gl_Position = vec4(position2, clamp(position.z / (4.0 * size.x) + depth, -0.99, 0.99), 1.0);
}
