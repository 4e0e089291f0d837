// Starts the engine inside its worker. A failure is thrown outside the promise, so that the page's
// Worker object gets an "error" event and can say so.
import init from "./engine.js";

init().catch((error) => {
  setTimeout(() => {
    throw error;
  });
});
