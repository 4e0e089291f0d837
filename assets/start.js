// Starts the app. A file of its own because the page's Content-Security-Policy forbids inline scripts.
import init from "./leeway.js";

try {
  await init();
} catch (error) {
  const message = document.createElement("p");
  message.setAttribute("role", "alert");
  message.textContent =
    `Leeway could not start: ${error}. It needs a browser with WebAssembly, and a server that sends ` +
    "leeway_bg.wasm; opened straight from the disk it does not work. Reload to try again.";
  document.body.append(message);
  throw error;
}
