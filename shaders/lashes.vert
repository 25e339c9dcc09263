// A lash: a circular arc that leaves the lid margin forwards and curls up, as a strip around it.
#version 330
#include "lib/color.glsl"

const int POINTS = 17;      // of each lid margin
// Millimetres from the landmarks' line, which is that of the eyeball, to the row of roots.
const float UPPER_MARGIN = 0.85, LOWER_MARGIN = 1.0;

uniform vec3 lids[4 * POINTS];  // right upper, right lower, left upper, left lower; pixels, y down
uniform float clear[4 * POINTS];  // how far nothing lies before them, 0..1
uniform vec2 size;       // of the picture, pixels
uniform vec2 left;       // what a millimetre to the wearer's left spans in the picture, pixels
uniform vec2 up;
uniform vec2 forward;
uniform float scale;     // pixels to a millimetre
uniform float thicken;   // makes up for lashes that are left out of a small picture
uniform vec2 bend;       // of each eye's upper lid, radians
uniform vec2 opacity;    // of each eye's lashes
uniform vec3 ink[2];     // linear, as lit

in vec2 along;           // from root 0 to tip 1; side -1 or 1
in vec4 root;            // lid, place on it, length and width in millimetres
in vec4 shape;           // elevation, curl, lean in radians; shift of the tip in millimetres
out float across;        // pixels from the middle line
out float halfWidth;     // pixels
out float blur;          // pixels
out vec4 color;          // encoded; a: opacity

void main() {
    int lid = int(root.x + 0.5), eye = lid / 2;
    bool lower = lid % 2 == 1;
    float at = clamp(root.y, 0.0, 1.0) * float(POINTS - 1);
    int before = min(int(at), POINTS - 2);
    vec3 from = mix(lids[lid * POINTS + before], lids[lid * POINTS + before + 1], at - float(before));

    // Millimetres outwards, away from the opening, and forwards.
    float t = along.x, reach = root.z, curl = shape.y;
    float start = shape.x - (lower ? 0.0 : bend[eye]);
    float angle = start + curl * t;
    float ahead = reach * (sin(angle) - sin(start)) / curl;
    float away = reach * (cos(start) - cos(angle)) / curl;
    float side = reach * sin(shape.z) * t + shape.w * t * t;
    float narrow = cos(shape.z);
    vec2 outward = eye == 0 ? -left : left;
    vec2 upward = lower ? -up : up;
    vec2 point = from.xy + upward * (lower ? LOWER_MARGIN : UPPER_MARGIN) + outward * side + narrow * (forward * ahead + upward * away);

    vec2 tangent = outward * (reach * sin(shape.z) + 2.0 * shape.w * t)
                 + narrow * reach * (forward * cos(angle) + upward * sin(angle));
    vec2 normal = vec2(-tangent.y, tangent.x) / max(length(tangent), 1e-3);
    halfWidth = 0.5 * root.w * thicken * scale * mix(1.15, 0.20, t);
    // A lash thinner than a pixel is spread over two, or it would break up into dots.
    blur = mix(1.0, 0.5, smoothstep(0.08, 0.35, halfWidth));
    float rim = halfWidth + blur + 0.1;
    across = along.y * rim;
    point += normal * across;
    int beside = lid * POINTS + before;
    float bare = mix(clear[beside], clear[beside + 1], at - float(before));
    // A blunt end a pixel wide is there or not: in a row, ends would be beads along the lid.
    float rooted = mix(mix(0.2, 1.0, smoothstep(2.0, 5.0, scale)), 1.0, min(t * reach * scale / 1.5, 1.0));
    // Lower lashes are too short for a coarse picture, and would be stitches; those of the upper lid's
    // inner corner, where a gap between two is wider than they are, would be beads.
    float fine = smoothstep(1.2, 2.4, scale);
    float told = lower ? smoothstep(0.3, 1.6, scale) : mix(1.0 - smoothstep(0.68, 0.92, root.y), 1.0, fine);
    color = vec4(encode(ink[eye]), bare * opacity[eye] * (1.0 - 0.25 * t) * rooted * told);
    gl_Position = vec4(point / size * 2.0 - 1.0, 0.0, 1.0);
}
