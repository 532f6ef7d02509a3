// What the reader has chosen, and who is told when it changes.

/** A store: `get()`, `set(patch)`, `on(names, callback)`; a callback is called once for each change of its names. */
export function makeStore(initial) {
  let state = {...initial};
  const listeners = [];
  return {
    get: () => state,
    set(patch) {
      const changed = Object.keys(patch).filter((name) => state[name] !== patch[name]);
      if (!changed.length) return;
      state = {...state, ...patch};
      for (const {names, callback} of listeners) if (changed.some((name) => names.includes(name))) callback(state);
    },
    on(names, callback) {
      listeners.push({names, callback});
    },
  };
}
