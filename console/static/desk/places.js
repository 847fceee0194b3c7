// Which card stands where, and which key is whose. Pure.
// A card keeps its place and its key for as long as it is suggested, and beyond that while it is under the hand.
export const PLACES = 3;
const KEYS = 9;

export const empty = () => ({ places: Array(PLACES).fill(null), lastKey: 0, waiting: [] });

export const isDanger = ({ topic }) => topic === "medical_emergency" || topic.startsWith("danger_");

// A key that no card has and that was given away longest ago: who presses the key of a card that has just gone does
// not press another's.
function nextKey(lastKey, places) {
  const taken = places.map((place) => place?.key);
  for (let step = 1; ; step += 1) {
    const key = ((lastKey + step - 1) % KEYS) + 1;
    if (!taken.includes(key)) return key;
  }
}

function kept(place, { cards, sure }, isHeld) {
  const card = cards.find(({ id }) => id === place?.card.id);
  const isNewer = card && card.publication !== place.card.publication;
  if (card) {
    return { ...place, card, isGone: false, isRenewed: place.isRenewed || isNewer, isSure: sure.includes(card.id) };
  }
  return place && isHeld(place.card.id) ? { ...place, isGone: true } : null;
}

// The cards of a new state among those that stand there; one for which there is no room waits, a danger first in line.
export function arrange(before, { cards, sure }, isHeld) {
  const places = before.places.map((place) => kept(place, { cards, sure }, isHeld));
  const waiting = [];
  let { lastKey } = before;
  const fresh = cards.filter(({ id }) => !places.some((place) => place?.card.id === id));
  for (const card of [...fresh.filter(isDanger), ...fresh.filter((other) => !isDanger(other))]) {
    const free = places.indexOf(null);
    if (free < 0) {
      waiting.push(card);
      continue;
    }
    lastKey = nextKey(lastKey, places);
    places[free] = { card, key: lastKey, isGone: false, isRenewed: false, isSure: sure.includes(card.id) };
  }
  return { places, lastKey, waiting };
}
