//! What is done with what is loaded: a brush moves, and an hour is opened beside it.

use std::path::Path;

use serde_json::json;

use super::webdriver::{Browser, Problem};
use super::{number, task};

/// Moves of a brush.
const MOVES: usize = 200;

/// Moves a brush over the first feature's distribution in the table, to and fro over its bins; what is drawn anew are all
/// distributions and scores in the window. A move is over when the page's tasks for it are: the engine has answered, and the
/// canvases are painted.
pub fn brushing(browser: &Browser) -> Result<(), Problem> {
    let answer = browser.script_async(
        "const canvas = [...document.querySelectorAll('tr.row')] \
             .find(row => row.querySelector('.cell-feature').innerText.trim() === 'age').querySelector('canvas'); \
         canvas.scrollIntoView({block: 'center'}); \
         await new Promise(done => setTimeout(done, 500)); \
         const box = canvas.getBoundingClientRect(); \
         const fire = (type, share) => canvas.dispatchEvent(new PointerEvent(type, {bubbles: true, isPrimary: true, \
             pointerId: 1, button: 0, clientX: box.left + box.width * share, clientY: box.top + box.height / 2})); \
         const tick = () => new Promise(done => { const {port1, port2} = new MessageChannel(); port2.onmessage = done; port1.postMessage(0); }); \
         const changed = () => new Promise(done => { const watch = new MutationObserver(() => { watch.disconnect(); done(); }); \
             watch.observe(document.querySelector('main'), {subtree: true, childList: true, characterData: true}); }); \
         fire('pointerdown', 0.15); \
         const frame = () => new Promise(done => requestAnimationFrame(done)); \
         const begun = performance.now(); \
         fire('pointermove', 0.25); \
         do await frame(); while (!document.querySelector('.row-stale')); \
         const first = performance.now() - begun; \
         const times = []; longTasks.length = 0; \
         for (let move = 0; move < arguments[0]; move++) { \
             const step = move % 12; \
             const start = performance.now(); \
             const drawn = changed(); \
             fire('pointermove', 0.35 + 0.1 * (step < 6 ? step : 12 - step)); \
             await drawn; await tick(); \
             times.push(performance.now() - start); \
             await frame(); \
         } \
         const said = document.querySelector('.brush-rows').innerText; \
         fire('pointerup', 0.5); \
         times.sort((a, b) => a - b); \
         return {first, said, median: times[times.length >> 1], most: times[Math.floor(times.length * 0.99) - 1], \
             last: times[times.length - 1], longest: Math.max(0, ...longTasks)}",
        json!([MOVES]),
    )?;
    println!(
        "  brush on age, {MOVES} moves: median {:.1} ms, 99th percentile {:.1} ms, longest {:.1} ms (the first, with coding: {:.0} ms)",
        number(&answer["median"]),
        number(&answer["most"]),
        number(&answer["last"]),
        number(&answer["first"])
    );
    println!(
        "  longest main-thread task:   {}; {}",
        task(number(&answer["longest"])),
        answer["said"].as_str().unwrap_or_default()
    );
    Ok(())
}

/// Opens one file more beside all that is loaded.
pub fn one_more(browser: &Browser, file: &Path) -> Result<(), Problem> {
    browser.give_files(&[file])?;
    let answer = browser.script_async(
        "await leeway.set({selection: []}); \
         const start = performance.now(); \
         await leeway.open(document.getElementById('given').files); \
         return {total_ms: performance.now() - start, timings: (await leeway.report()).timings}",
        json!([]),
    )?;
    let timings = &answer["timings"];
    println!(
        "  an hour of {} rows more: {:.0} ms, of it parsing {:.0} ms, measures {:.0} ms",
        number(&timings["records"]),
        number(&answer["total_ms"]),
        number(&timings["parse_ms"]),
        number(&timings["analyse_ms"])
    );
    Ok(())
}
