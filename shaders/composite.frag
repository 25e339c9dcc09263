// The one draw of a face that wears makeup: out = transmit * skin + pigment * light, in linear light.
#version 330
#include "lib/color.glsl"
#include "lib/shine.glsl"

uniform sampler2D picture;
uniform sampler2D transmitMap;
uniform sampler2D pigmentMap;
uniform sampler2D finishMap;
uniform float amount;      // of the whole look: intensity, and fading in and out
uniform vec3 lightColor;   // of the light, luminance 1
uniform vec3 lightTo;      // direction to the main light: x right, y up, z to the camera

in vec2 place;
in vec2 uv;
in vec3 surface;
in float slow;
in float perLight;
layout(location = 0) out vec4 color;

void main() {
    vec3 source = texelFetch(picture, ivec2(gl_FragCoord.xy), 0).rgb;
    vec3 skin = decode(source);
    vec3 normal = normalize(surface);
    float shown = amount * smoothstep(0.08, 0.32, normal.z);
    vec4 transmit = texture(transmitMap, place);
    vec4 pigment = texture(pigmentMap, place);
    pigment.rgb *= pigment.rgb;
    vec4 finish = texture(finishMap, place) * shown;

    // Light on the skin here: its slow part from the unwrapped face, its detail from the pixel.
    float fine = luminance(skin) * perLight;
    float shine = max(fine - slow, 0.0);
    float matte = (1.0 - transmit.a) * shown;
    float light = mix(slow, fine - shine * (0.35 + 0.6 * matte), 0.7);
    light = clamp(light, 0.0, 1.5);

    vec3 bare = skin * (1.0 - matte * 0.8 * shine / max(fine, 1e-3));
    vec3 made = transmit.rgb * bare + pigment.rgb * light * lightColor;
    made = mix(bare, made, shown);

    vec3 tint = mix(vec3(1.0), pigment.rgb / max(luminance(pigment.rgb), 0.02), pigment.a);
    made += tint * lightColor * gloss(normal, lightTo, finish.x, finish.y, shine, slow);
    made += tint * lightColor * slow * shimmer(uv, normal, lightTo, finish.z);

    // A difference of encoded values, so that a pixel without makeup keeps its bytes.
    color = vec4(source + encode(made) - encode(skin), 1.0);
}
