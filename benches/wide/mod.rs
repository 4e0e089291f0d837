//! The heat map of 300 features in 100 windows: how long it takes to scroll it by a row, and to point at another cell.

use std::io::Write;
use std::path::Path;

use serde_json::json;

use super::webdriver::{Problem, Server};
use super::{made, number, task, visit};

const FEATURES: usize = 300;
const ROWS: usize = 10_000;
/// Steps of each kind.
const STEPS: usize = 200;

/// Loads both sides, and scrolls and points.
pub fn measure(dist: &Path) -> Result<(), Problem> {
    let side = |name: &str, seed: u64| {
        made(name, |to| {
            let names: Vec<String> = (0..FEATURES).map(|at| format!("feature_{at}")).collect();
            writeln!(to, "{}", names.join(","))?;
            let mut state = seed;
            for row in 0..ROWS {
                let mut fields = Vec::with_capacity(FEATURES);
                for feature in 0..FEATURES {
                    state = state
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1_442_695_040_888_963_407);
                    // Every third feature drifts on the second side.
                    let drift = if seed > 1 && feature % 3 == 0 {
                        row / 40
                    } else {
                        0
                    };
                    fields.push(((state >> 40) as usize % 1000 + drift).to_string());
                }
                writeln!(to, "{}", fields.join(","))?;
            }
            Ok(())
        })
    };
    let files = [side("wide-baseline.csv", 1)?, side("wide-current.csv", 2)?];
    let server = Server::start(&[("/", dist)], 0)?;
    let (browser, _) = visit(&server)?;
    browser.give_files(&[files[0].as_path(), files[1].as_path()])?;
    let answer = browser.script_async(
        "await leeway.open(document.getElementById('given').files); \
         const start = performance.now(); \
         await leeway.set({window: {rows: 100}}); \
         const frame = () => new Promise(done => requestAnimationFrame(done)); \
         do await frame(); while (!document.querySelector('.heat-scroll canvas')); \
         await frame(); \
         const set = performance.now() - start; \
         await new Promise(done => setTimeout(done, 1000)); \
         const scroller = document.querySelector('.heat-scroll'), canvas = scroller.querySelector('canvas'); \
         const tick = () => new Promise(done => { const {port1, port2} = new MessageChannel(); port2.onmessage = done; port1.postMessage(0); }); \
         const sorted = times => (times.sort((a, b) => a - b), [times[times.length >> 1], times[Math.floor(times.length * 0.99) - 1]]); \
         longTasks.length = 0; \
         const scrolls = []; \
         for (let step = 0; step < arguments[0]; step++) { \
             await frame(); \
             const begun = performance.now(); \
             scroller.scrollTop = step * 25; \
             scroller.dispatchEvent(new Event('scroll')); \
             await tick(); \
             scrolls.push(performance.now() - begun); \
         } \
         const box = canvas.getBoundingClientRect(), points = []; \
         for (let step = 0; step < arguments[0]; step++) { \
             await frame(); \
             const begun = performance.now(); \
             canvas.dispatchEvent(new PointerEvent('pointermove', {bubbles: true, isPrimary: true, pointerId: 1, \
                 clientX: box.left + box.width * (0.3 + 0.6 * step / arguments[0]), clientY: box.top + box.height * (0.1 + 0.8 * (step % 16) / 16)})); \
             await tick(); \
             points.push(performance.now() - begun); \
         } \
         return {set, scrolls: sorted(scrolls), points: sorted(points), longest: Math.max(0, ...longTasks), \
             says: canvas.ariaLabel, tooltip: document.querySelector('.tooltip')?.innerText}",
        json!([STEPS]),
    )?;
    println!("heat map of {FEATURES} features in 100 windows");
    println!(
        "  other windows chosen until they are on screen: {:.0} ms",
        number(&answer["set"])
    );
    for (what, times) in [("scrolled", "scrolls"), ("pointed at", "points")] {
        println!(
            "  {what} {STEPS} times: median {:.1} ms, 99th percentile {:.1} ms",
            number(&answer[times][0]),
            number(&answer[times][1])
        );
    }
    println!(
        "  longest main-thread task:   {}; {}",
        task(number(&answer["longest"])),
        answer["says"].as_str().unwrap_or_default()
    );
    Ok(())
}
