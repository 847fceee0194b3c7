// The picture of where sites lie comes as the text of an SVG; it is built here node by node, out of the shapes and
// attributes that such a picture has and no others, since a page must not parse markup.
const SPACE = "http://www.w3.org/2000/svg";
const SHAPES = new Set(["svg", "title", "desc", "rect", "circle", "line", "path", "text", "g"]);
const ATTRIBUTES = new Set([
  "viewBox", "width", "height", "role", "font-family", "font-size", "font-weight", "text-anchor", "dominant-baseline", "dy",
  "fill", "stroke", "stroke-width", "stroke-dasharray", "paint-order", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r",
  "rx", "d",
]);
const PIECE = /<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/gi;
const CHARACTERS = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const plain = (text) => text.replace(/&(\w+);/g, (all, name) => CHARACTERS[name] ?? all);

function shape(name, attributes) {
  const element = document.createElementNS(SPACE, name);
  for (const [, key, value] of attributes.matchAll(/([\w:-]+)="([^"]*)"/g)) {
    if (ATTRIBUTES.has(key)) element.setAttribute(key, plain(value));
  }
  return element;
}

// The picture, or null for a text that is none.
export function picture(text) {
  const open = [];
  let root = null;
  for (const [, closes, name, attributes, alone, words] of text.matchAll(PIECE)) {
    if (words !== undefined) open.at(-1)?.append(plain(words));
    else if (closes) open.pop();
    else if (!SHAPES.has(name)) return null;
    else {
      const element = shape(name, attributes);
      open.at(-1)?.append(element);
      root ||= element;
      if (!alone) open.push(element);
    }
  }
  if (root?.nodeName !== "svg") return null;
  root.setAttribute("class", "map");
  return root;
}
