// What a resident chose for this browser: language and large type. Where nothing may be kept it holds for this page.
const memory = new Map();

export function chosen(name) {
  try {
    return localStorage.getItem(`jumin.${name}`) ?? memory.get(name) ?? null;
  } catch {
    return memory.get(name) ?? null;
  }
}

export function choose(name, value) {
  memory.set(name, value);
  try {
    localStorage.setItem(`jumin.${name}`, value);
  } catch {
    // Memory has it.
  }
}
