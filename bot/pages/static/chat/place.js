// The resident's place, asked of the browser when he sends it and never before.
import { announce } from "./live_region.js";
import { say } from "./languages.js";
import { note } from "./log.js";

const PATIENCE_MS = 10_000;

export function sendPlace(ask) {
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => ask(say("myPlace"), { location: { lat: coords.latitude, lon: coords.longitude, datum: "wgs84" } }),
    () => { note(say("noPlace")); announce(say("noPlace")); },
    { timeout: PATIENCE_MS },
  );
}

export function start(ask) {
  const control = document.getElementById("where");
  control.hidden = !("geolocation" in navigator);
  control.addEventListener("click", () => sendPlace(ask));
}
