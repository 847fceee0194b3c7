// The cards of a call as they change, and its words. After a cut the browser asks again behind the last event that it
// has; each event is the whole state, so that nothing is missed either way.
const AGAIN = 1000;
// The server says every two seconds that it is there; a wire that falls silent ends without a word.
const SILENT = 5000;

export function follow(call, { onState, onPiece, onLink }) {
  let source = null;
  let heard = 0;

  const hear = (act) => ({ data }) => {
    heard = performance.now();
    act(JSON.parse(data));
  };

  function open() {
    source?.close();
    heard = performance.now();
    source = new EventSource(`/hotline/calls/${encodeURIComponent(call)}/cards?said`);
    source.onopen = () => onLink(true);
    source.onerror = () => onLink(false);
    source.onmessage = hear(onState);
    source.addEventListener("piece", hear(onPiece));
    source.addEventListener("here", hear(() => {}));
  }

  // An answer that is no stream ends a source for good, too.
  const watch = setInterval(() => {
    const isSilent = performance.now() - heard > SILENT;
    if (isSilent) onLink(false);
    if (isSilent || source.readyState === EventSource.CLOSED) open();
  }, AGAIN);
  open();
  return () => {
    clearInterval(watch);
    source.close();
  };
}
