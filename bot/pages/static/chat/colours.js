// A site's own colour as far as it can be read: made darker on a light page and lighter on a dark one until it can (WCAG).
const HEX = /^#[\da-f]{6}$/i;
const LIGHT = { paper: [255, 255, 255], towards: 0 };
const DARK = { paper: [29, 37, 34], towards: 255 };
const READABLE = 4.5;
const STEP = 0.05;

const parts = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
const asHex = (rgb) => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;

function luminance(rgb) {
  const [r, g, b] = rgb.map((part) => part / 255).map((part) => (part > 0.03928 ? ((part + 0.055) / 1.055) ** 2.4 : part / 12.92));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

// {accent, on-accent} for a colour such as #b5181e; nothing for what is none.
export function coloursOf(hex, isDark) {
  if (!HEX.test(hex)) return {};
  const { paper, towards } = isDark ? DARK : LIGHT;
  const wanted = parts(hex);
  let accent = wanted;
  for (let share = STEP; contrast(accent.map(Math.round), paper) < READABLE && share <= 1; share += STEP) {
    accent = wanted.map((part) => part + (towards - part) * share);
  }
  const ink = contrast(accent, [0, 0, 0]) > contrast(accent, [255, 255, 255]) ? "#000000" : "#ffffff";
  return { accent: asHex(accent), "on-accent": ink };
}
