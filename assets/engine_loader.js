// Starts the engine inside its worker. A failure is thrown outside the promise, so that the page's
// Worker object gets an "error" event and can say so.
importScripts("./engine.js");
wasm_bindgen({ module_or_path: "./engine_bg.wasm" }).catch((error) => {
  setTimeout(() => {
    throw error;
  });
});
