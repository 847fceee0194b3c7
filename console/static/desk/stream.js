// The cards of a call as they change, and its words. After a cut the browser asks again behind the last event that it has; each event
// is the whole state, so that nothing is missed either way.
const AGAIN = 1000;

export function follow(call, { onState, onPiece, onLink }) {
  let source = null;
  let isOver = false;
  function open() {
    source = new EventSource(`/hotline/calls/${encodeURIComponent(call)}/cards?said`);
    source.onopen = () => onLink(true);
    source.onmessage = ({ data }) => onState(JSON.parse(data));
    source.addEventListener("piece", ({ data }) => onPiece(JSON.parse(data)));
    source.onerror = () => {
      if (isOver) return;
      onLink(false);
      // An answer that is no stream ends it for good.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => { if (!isOver) open(); }, AGAIN);
    };
  }
  open();
  return () => {
    isOver = true;
    source.close();
  };
}
