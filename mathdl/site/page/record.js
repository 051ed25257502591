// What a reader has solved and predicted: kept in their own browser, and nowhere else.

globalThis.mathdlBook = { asked: {}, predicted: {}, chapters: [] };
const PLACE = "mathdl";
const changes = new EventTarget();

const record = {
  read() {
    try {
      const { solved = [], predictions = {} } = JSON.parse(localStorage.getItem(PLACE)) ?? {};
      return { solved, predictions };
    } catch {
      return { solved: [], predictions: {} };
    }
  },

  // Keep what is changed; false where the browser keeps nothing.
  write(change) {
    const kept = this.read();
    change(kept);
    try {
      localStorage.setItem(PLACE, JSON.stringify(kept));
    } catch {
      return false;
    }
    changes.dispatchEvent(new Event("change"));
    return true;
  },

  solve(key) {
    return this.write(({ solved }) => solved.includes(key) || solved.push(key));
  },

  predict(key, choice, sure) {
    return this.write(({ predictions }) => (predictions[key] = { choice, sure }));
  },

  forget() {
    try {
      localStorage.removeItem(PLACE);
    } catch {}
    changes.dispatchEvent(new Event("change"));
  },
};
