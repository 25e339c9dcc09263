// A face that wears makeup: out = transmit * skin + pigment * light, in linear light. LIPS is
// defined for the lips, which are drawn by themselves: a software rasteriser would work out for
// every pixel of the skin, too, whether it is a tooth.
#version 330
#include "FEATURES"
#include "lib/color.glsl"
#include "lib/edge.glsl"
#include "lib/shine.glsl"
#include "lib/skin.glsl"

uniform sampler2D picture;
uniform sampler2D transmitMap;
uniform sampler2D pigmentMap;
uniform sampler2D finishMap;
uniform sampler2D evenMap;   // see render/even.py
uniform sampler2D coverMap;  // what lies before the face: 0 bare, 0.5 doubt, 1 hidden; row 0 on top
uniform bool covered;        // there is such a map
uniform vec3 haze;           // linear light before everything, blacks included
uniform float amount;        // of the whole look: intensity, and fading in and out
uniform vec3 skinMiddle;     // the wearer's skin, see lib/skin.glsl
uniform mat3 skinWhitening;
uniform float parted;        // how far the lips are, 0..1
uniform float lipRedness;    // of the bare lips in white light: logarithm of red over green
uniform vec3 lightColor;     // luminance 1
uniform vec3 lightTo;        // direction to the main light: x right, y up, z to the camera

uniform vec4 deepening;      // how the light's hue goes on changing in folds, see render/light.py

#ifdef PLUMP
in vec2 from;
#endif
in vec2 place;
in vec2 uv;
in vec3 surface;
in float slow;
in float perLight;
in vec3 hue;
#ifdef LIPS
in float byMouth;
#else
in float bareness;
#endif
layout(location = 0) out vec4 color;

#ifdef LIPS
// From here 0.9 mm towards the opening of the mouth, in picture coordinates.
vec2 towardsMouth() {
    vec2 rise = vec2(dFdx(byMouth), dFdy(byMouth));
    vec2 step = clamp(0.75 * rise / max(dot(rise, rise), 1e-6), -16.0, 16.0);
    return step / vec2(textureSize(picture, 0));
}
#endif

#if defined(SMOOTH) && defined(LIPS)
const float MILLIMETRE = 0.006;  // of the canonical face, along the mouth

float lightAt(vec2 here) { return luminance(decode(texture(picture, here).rgb)); }

// How much brighter lips would be without their furrows, which run across them: along the mouth a
// pixel's neighbours are past its own. Their distances have no common measure, or furrows as far
// apart as that would stay.
float furrowless(vec2 here, float own) {
    vec2 right = dFdx(uv), up = dFdy(uv);
    float area = right.x * up.y - right.y * up.x;
    vec2 along = vec2(up.y, -right.y) * MILLIMETRE / (area < 0.0 ? min(area, -1e-9) : max(area, 1e-9));
    along = clamp(along / vec2(textureSize(picture, 0)), -0.02, 0.02);
    float beside = lightAt(here + 0.6 * along) + lightAt(here - 0.6 * along);
    float further = lightAt(here + 1.5 * along) + lightAt(here - 1.5 * along);
    return clamp((own + beside + further) / (5.0 * max(own, 1e-3)), 0.6, 1.7);
}
#endif

void main() {
#ifdef PLUMP
    vec2 here = from;
    vec3 source = texture(picture, from).rgb;
#else
    vec2 here = gl_FragCoord.xy / vec2(textureSize(picture, 0));
    vec3 source = texelFetch(picture, ivec2(gl_FragCoord.xy), 0).rgb;
#endif
    vec3 seen = decode(source), before = min(seen, haze), skin = seen - before;
    vec3 normal = normalize(surface);
    vec4 transmit = texture(transmitMap, place);
    vec4 pigment = texture(pigmentMap, place);
    pigment.rgb *= pigment.rgb;
#if defined(HOLO) && defined(LIPS)
    // A film that splits the light: its hue turns as the lips turn away from the camera.
    vec3 film = 1.0 + 0.35 * cos(6.0 * normal.x + 5.0 * normal.y + vec3(0.0, 2.09, 4.19));
    pigment.rgb *= mix(vec3(1.0), film, pigment.a);
#endif
    float fine = luminance(skin) * perLight;
    float shown = amount * smoothstep(0.08, 0.32, normal.z);
    float reach = 1.0;
    if (covered) {
        float hidden = 2.0 * texture(coverMap, vec2(uv.x, 1.0 - uv.y)).r;
#ifdef LIPS
        // Lips have no colour that tells them from fingers and things: the mask decides earlier.
        shown *= 1.0 - clamp((hidden - 0.5) / 0.8, 0.0, 1.0);
#else
        shown *= 1.0 - clamp(hidden - 1.0, 0.0, 1.0);
        // The more may be there, the more like skin a pixel has to be.
        reach = mix(1.65, 0.35, min(hidden, 1.0));
#endif
    }
#ifdef LIPS
    vec2 inwards = towardsMouth();
    vec3 inner = max(decode(texture(picture, here + inwards).rgb) - haze, 0.0);
    vec3 deeper = max(decode(texture(picture, here + 2.0 * inwards).rgb) - haze, 0.0);
    float near = min(byMouth, 1.0) * parted;
    shown *= onLips(skin, inner, deeper, near, slow / perLight, lipRedness, lightColor);
#else
    float like = likeSkin(skin, slow / perLight, skinMiddle, skinWhitening, reach);
    shown *= mix(1.0, like, bareness);
#endif

    vec3 bare = skin;
#ifdef SMOOTH
    vec4 finish = texture(finishMap, place) * shown;
#ifdef LIPS
    float even = mix(1.0, furrowless(here, luminance(skin)), finish.w);
    bare *= even;
    fine *= even;
#else
    bare = smoothed(skin, texture(evenMap, uv), finish.w);
#endif
#elif defined(SHINE)
    vec4 finish = texture(finishMap, place) * shown;
#endif

    // Light here: its slow part from the unwrapped face, its detail from the pixel itself.
    float shine = max(fine - slow, 0.0);
    float matte = (1.0 - transmit.a) * shown;
    // What is far darker than the skin about it is no shade but a hair, a lash or a gap, and stays dark.
    float light = mix(slow, fine - shine * (0.5 + 0.32 * matte), 0.7);
    light = clamp(min(light, 1.5 * fine), 0.0, 1.3);
    bare *= 1.0 - matte * 0.8 * shine / max(fine, 1e-3);
    vec3 lit = light * hue;
#ifndef LIPS
    float deep = max(1.0 - light / slow, 0.0);
    lit *= (1.0 + deep * deepening.rgb) / (1.0 + deep * deepening.a);
#endif
    vec3 made = mix(bare, transmit.rgb * bare + pigment.rgb * lit, shown);
    // What is a little brighter than its surroundings is form or noise, what is much brighter is
    // mirrored by the skin; a coat that is not matte mirrors it too, rather than hiding it.
    float mirrored = shine * shine / ((shine + 0.45 * slow) * perLight);
    made += 0.75 * shown * (1.0 - matte) * (1.0 - transmit.g) * mirrored * lightColor;
#ifdef SHINE
    vec3 tint = mix(vec3(1.0), pigment.rgb / max(luminance(pigment.rgb), 0.02), pigment.a);
    float glow = gloss(normal, lightTo, finish.x, finish.y, mirrored, slow);
    glow += slow * shimmer(uv, normal, lightTo, finish.z);
    made += tint * lightColor * glow;
#endif

    color = vec4(encode(made + before), 1.0);
}
