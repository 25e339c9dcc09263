// Eyeshadow: up to five colours, each in its zone of the lid, blended where they meet.

// How much of each zone's colour lies at a site: lid, crease and outer corner, inner corner,
// lower lid, brow bone.
struct Zones { float lid, crease, inner, lower, bone; };

const float FOLD = 6.5;  // millimetres from the lash line to the fold of the lid, on the mesh

// A band of heights with soft edges.
float band(float h, float low, float high, float soft) {
    return smoothstep(low - 0.5 * soft, low + 0.5 * soft, h)
         * (1.0 - smoothstep(high - 0.5 * soft, high + 0.5 * soft, h));
}

Zones zonesAt(Site s) {
    float x = s.eye.x, h = s.upperLid;
    float soft = mix(2.0, 6.0, makeup.softness);
    float top = mix(7.0, 14.5, makeup.height) - 2.5 * smoothstep(0.25, -0.1, x);
    // The outer end runs up and out, as a brush does; the inner one follows the nose.
    float lift = x - 0.011 * max(s.eye.y, 0.0);
    float span = smoothstep(-0.08, 0.19, x) * (1.0 - smoothstep(0.90, 1.28, lift));
    // On the lid it ends at the lashes; by the corner it leaves them upwards, on bare skin and softly.
    float beyond = max(x - 0.93, 0.0) * EYE_WIDTH;
    float upper = smoothstep(-0.2 + 0.2 * beyond, 0.7 + 0.9 * beyond, h) * span * (1.0 - inside(s.brow + 2.5, 6.0));
    float below = smoothstep(0.0, 0.9, s.lowerLid) * smoothstep(-0.02, 0.3, x) * (1.0 - smoothstep(0.98, 1.14, x));
    below *= 1.0 - smoothstep(1.2, 1.6 + 0.7 * soft, s.lowerLid);
    float outer = smoothstep(0.50, 0.98, x), inner = 1.0 - smoothstep(0.06, 0.32, x);
    float lid = upper * (1.0 - smoothstep(FOLD - 0.3 * soft, FOLD + 0.7 * soft, h));
    float fade = upper * (1.0 - smoothstep(FOLD, top + 0.5 * soft, h));
    float arc = upper * band(h, FOLD - 1.2 + 0.3 * soft, FOLD + 0.42 * (top - FOLD), soft + 1.0);
    float bone = upper * band(h, 12.5, 16.0, 3.5) * smoothstep(0.35, 0.6, x);
    // The inner corner's light is drawn about it as a slim V, which thins out along both lids: laid on
    // the corner as a dot it would be a bead.
    float away = x < 0.0 ? length(vec2(x * EYE_WIDTH, s.eye.y)) : max(max(h, s.lowerLid), 0.0);
    float pocket = 0.9 * (1.0 - smoothstep(0.2, 3.0, away)) * (1.0 - smoothstep(-0.02, 0.27, x)) * offEyes(s, 0.8);
    float v = max(lid, fade) * outer;

    if (makeup.pattern == PATTERN_BANANA)
        return Zones(lid, joined(arc * mix(0.55, 1.0, outer), 0.8 * v), pocket, 0.7 * below, bone);
    if (makeup.pattern == PATTERN_FAN)
        return Zones(fade, fade * smoothstep(0.45, 0.85, x), fade * (1.0 - smoothstep(0.15, 0.45, x)),
                     below * outer, bone);
    if (makeup.pattern == PATTERN_CUT_CREASE) {
        float cut = FOLD + 0.6 + 1.2 * smoothstep(0.2, 0.9, x);
        float plate = upper * (1.0 - smoothstep(cut - 0.3, cut + 0.3, h)) * (1.0 - smoothstep(0.72, 0.95, x));
        float above = fade * smoothstep(cut - 0.3, cut + 0.3, h);
        return Zones(plate, max(joined(above, arc * above), 0.9 * v * (1.0 - plate)), pocket, 0.7 * below, bone);
    }
    if (makeup.pattern == PATTERN_SMOKY) {
        float lash = upper * (1.0 - smoothstep(0.5, FOLD + 1.5 + soft, h));
        float under = below * (1.0 - 0.5 * inner);
        return Zones(max(fade, under), joined(lash, 0.75 * v), pocket, joined(under, 0.4 * below), bone);
    }
    if (makeup.pattern == PATTERN_HALO) {
        float centre = exp(-18.0 * (x - 0.5) * (x - 0.5));
        return Zones(lid, joined(max(lid, 0.8 * fade) * (1.0 - centre), 0.6 * arc), pocket, 0.7 * below, bone);
    }
    if (makeup.pattern == PATTERN_WHOLE_EYE) {
        float whole = upper * (1.0 - smoothstep(top, top + 1.2 * soft, h));
        return Zones(joined(whole, below), 0.8 * v, pocket, below, bone);
    }
    if (makeup.pattern == PATTERN_UNDER_LID)
        return Zones(below, below * outer, pocket, below, 0.0);
    return Zones(joined(0.85 * lid, 0.6 * fade), 0.75 * v, pocket, 0.6 * below, bone);
}

// What a finish adds: gloss, shimmer, metallic, glitter.
vec4 finishOf(int finish) {
    if (finish == FINISHES_SATIN) return vec4(0.12, 0.12, 0.0, 0.0);
    if (finish == FINISHES_SHIMMER) return vec4(0.25, 0.75, 0.25, 0.0);
    if (finish == FINISHES_METALLIC) return vec4(0.75, 0.35, 1.0, 0.0);
    if (finish == FINISHES_GLITTER) return vec4(0.2, 0.5, 0.3, 1.0);
    return vec4(0.0);
}

// Pale powder on deep skin is sheerer than in the pan, or it would look like chalk; metal covers. A
// warm shade that so grows darker turns towards the skin's hue and its chroma: dark champagne would
// be olive, dark beige grey; and so in part does one that is paler by far, or yellower than the skin:
// beside it, and in the shade of the lid, champagne looks green, and on skin that is not deep gold as
// well. What is yellow by intent has more chroma. A shade too close to the skin is moved away from it.
vec3 toneOf(int number) {
    vec3 skin = oklab(wearer), shade = oklab(makeup.colors[number]);
    vec4 finish = finishOf(makeup.finishes[number]);
    float lift = 0.11 + 0.3 * max(finish.z, finish.w) + 2.0 * max(length(shade.yz) - 0.06, 0.0);
    float down = max(shade.x - skin.x - lift, 0.0);
    float beside = 0.3 * max(shade.x - down - skin.x - 0.12, 0.0);
    shade.x -= down;
    float chroma = length(shade.yz), own = length(skin.yz);
    float warm = dot(shade.yz, skin.yz) / (chroma * own + 1e-4);
    vec2 bronze = skin.yz / max(own, 1e-3) * max(chroma, 1.25 * own);
    float turn = atan(skin.y * shade.z - skin.z * shade.y, dot(skin.yz, shade.yz));
    vec2 rich = mix(vec2(0.07, 0.13), vec2(0.10, 0.17), smoothstep(0.38, 0.55, skin.x));
    float yellower = 0.9 * smoothstep(0.08, 0.45, turn) * (1.0 - smoothstep(rich.x, rich.y, chroma));
    float back = max(smoothstep(0.0, 0.22, down + beside), yellower);
    shade.yz = mix(shade.yz, bronze, 0.6 * smoothstep(0.2, 0.8, warm) * back);
    vec3 step = shade - skin;
    float close = 0.09 - length(step);
    if (close > 0.0) shade += vec3(step.x > 0.03 ? close : -close, 0.1 * close * normalize(skin.yz));
    return unlab(shade);
}

Coat paintedAt(Site s) {
    if (s.eye.x < -0.2 || s.eye.x > 1.5 || s.lowerLid > 9.0) return nothing();
    Zones z = zonesAt(s);
    int count = makeup.colors_count;
    // Without a colour of its own, the crease takes more of the lid's and other zones stay bare.
    float w[5] = float[](z.lid, count > 1 ? z.crease : 0.6 * z.crease, count > 2 ? z.inner : 0.0,
                         count > 3 ? z.lower : 0.0, count > 4 ? 0.7 * z.bone : 0.0);
    vec3 color = tones[0];
    vec4 finish = finishOf(makeup.finishes[0]);
    float bare = 1.0;
    for (int i = 0; i < 5; i++) {
        bare *= 1.0 - w[i];
        float share = w[i] / max(1.0 - bare, 1e-3);
        color = mix(color, tones[i], share);
        finish = mix(finish, finishOf(makeup.finishes[i]), share);
    }
    float laid = 1.0 - bare;
    if (laid <= 0.0) return nothing();
    laid = blended(laid, color, wearer);
    float metal = max(finish.z, finish.w);
    Coat coat = paint(color, mix(0.62, 0.9, metal) * laid);
    if (finish.y > 0.0) {
        float spot = flecks(s.uv, 0.25 + 0.7 * makeup.density, mix(0.7, 1.8, makeup.size), 5.0);
        float flake = finish.w * laid * spot;
        coat = over(paint(mix(color, vec3(1.0), 0.45), 0.65 * flake), coat);
        // Between its flakes a shimmer is a faint sheen.
        finish.y = max(finish.y * (0.4 + 0.6 * spot), flake);
    }
    coat.matte = 0.4 * laid * (1.0 - max(finish.x, finish.y));
    coat.metallic = finish.z * laid;
    return finished(coat, finish.x, mix(0.55, 0.35, finish.z), finish.y, laid);
}
