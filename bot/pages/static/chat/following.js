// Where the talk is scrolled to: to the beginning of an answer, unless the reader has moved it himself.
import { focusOn } from "./nodes.js";

const page = document.getElementById("page");
const talk = document.getElementById("talk");
const header = document.querySelector("header");
const jump = document.getElementById("jump");
const GAP = 8;
// The header stays in view where it takes no more of the page than this.
const HEADER_MOST = 0.3;
let expected = 0;
let moved = false;
let question = null;

// A step that is neither ours nor that of a layout is the reader's.
page.addEventListener("scroll", () => {
  if (Math.abs(page.scrollTop - expected) > 2) moved = true;
  expected = page.scrollTop;
});
new ResizeObserver(settle).observe(talk);
new ResizeObserver(() => { holdHeader(); makeRoom(); settle(); }).observe(page);
new ResizeObserver(holdHeader).observe(header);

function holdHeader() {
  header.classList.toggle("stays", header.offsetHeight < HEADER_MOST * page.clientHeight);
}

function settle() {
  expected = page.scrollTop;
}

function covered() {
  return header.classList.contains("stays") ? header.offsetHeight : 0;
}

const topOf = (item) => item.getBoundingClientRect().top - page.getBoundingClientRect().top + page.scrollTop;

// Room below the last question, so that it can stand at the top while its answer is short.
function makeRoom() {
  if (!question?.isConnected) return;
  const below = topOf(talk.lastElementChild) + talk.lastElementChild.offsetHeight - topOf(question);
  const room = Math.max(0, page.clientHeight - covered() - below - 2 * GAP);
  talk.style.paddingBottom = `${room}px`;
}

function moveTo(top) {
  page.scrollTop = Math.max(0, top - covered() - GAP);
  settle();
}

// Has the browser place what was added now, and not all of it at once in its next picture.
export const layOut = () => talk.getBoundingClientRect();

// A question was asked: it goes to the top, whatever was read before.
export function follow(item) {
  question = item;
  moved = false;
  jump.hidden = true;
  makeRoom();
  moveTo(topOf(item));
}

// A reply has come: its first line is in view, below as much of the question as fits. Whoever reads elsewhere is told.
export function show(item, asked) {
  makeRoom();
  if (asked !== question) return settle();
  if (moved) {
    jump.hidden = false;
    jump.onclick = () => { focusOn(item); follow(asked); show(item, asked); };
    return settle();
  }
  const view = page.clientHeight - covered();
  moveTo(Math.max(topOf(asked), topOf(item) - view / 3));
}
