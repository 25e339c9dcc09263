// Where on the canonical face a texel lies. Lengths are millimetres on the face.

struct Site {
    vec2 uv;          // canonical, u to the wearer's left, v up
    vec2 folded;      // the same with the wearer's left half folded onto the right: u <= 0.5
    float side;       // -1 on the wearer's right, +1 on the left
    float lips;       // signed distance to the outer lip line, positive inside
    float mouth;      // signed distance to the inner lip line, positive on the lips
    float oval;       // signed distance to the rim of the face, positive inside
    float brow;       // signed distance to the outline of the brow, positive inside
    vec2 eye;         // (0 at the inner corner .. 1 at the outer one, millimetres above their line)
    float upperLid;   // signed distance to the upper lid margin, positive above it
    float lowerLid;   // signed distance to the lower lid margin, positive below it
    vec2 browCoord;   // (0 at the head .. 1 at the tail, millimetres above the middle line)
};

const float UV_PER_MM = 0.0043;
const float EYE_WIDTH = 32.4;  // millimetres between the corners in the canonical plane

// 0 outside, 1 inside, over a ramp of the given width centred on the edge.
float inside(float distance, float width) {
    return smoothstep(-0.5 * width, 0.5 * width, distance);
}

// 1 on skin, 0 on the eyeball and at the very lash line. Past the corners the lids share one
// boundary, which is no lash line. Between the pages there is no eye either.
float offEyes(Site s, float margin) {
    float past = s.eye.x > -1.0 ? max(-s.eye.x, s.eye.x - 1.0) * EYE_WIDTH : 0.0;
    return smoothstep(0.0, margin, max(max(s.lowerLid, s.upperLid), past));
}
