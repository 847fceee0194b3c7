// Instants of the city as they are told: the digits of the text itself, since the reader may be in another time zone.
import { say } from "./languages.js";

const PARTS = /^(\d+)-(\d\d)-(\d\d)T(\d\d):(\d\d)/;

function parts(text) {
  const [, year, month, day, hour, minute] = PARTS.exec(text) ?? [];
  return year && { year, month: Number(month), day: Number(day), hour: `${Number(hour)}:${minute}` };
}

export function asOf(text) {
  const found = parts(text);
  return found ? say("asOf", { when: say("when", found) }) : "";
}

// "Open till" or "opens" in words, with the day where it is another one than that of ``at``.
export function hourOf(name, text, at) {
  const found = text && parts(text);
  if (!found) return "";
  return say(name + (found.day === parts(at)?.day ? "Hour" : "Day"), found);
}

// The hour and minute where the reader is. Not by Intl: to make its first formatter takes a phone as long as two answers.
export function hourHere(text) {
  const at = new Date(text);
  return [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
}
