// What the app may listen to: `jank:hot-reload` on window, with kind and more in `detail`. preventDefault() keeps what would be shown or
// done by itself from it. Kinds: state, error, warning, applied, asset.
export const tell = (kind, detail) =>
  dispatchEvent(new CustomEvent('jank:hot-reload', { cancelable: true, detail: { ...detail, kind } }));
