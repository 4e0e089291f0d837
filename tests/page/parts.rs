//! Large files, of which other workers read parts.

use serde_json::json;

use crate::{Page, Problem};

/// Openings of two files, each with other orders in which the parts come.
const OPENINGS: u32 = 50;

/// Opens a pair of files, of which each has three parts of 4 MB; answers the rows of both sides. Parts pass in the order of a seeded shuffle, as many at a time as it
/// says. The lines are long, so that little is to be parsed. The files are made once: the browser holds no fifty pairs of this size.
const OPEN: &str = "
    let state = arguments[0];
    const random = below => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0, Math.floor(state / 2 ** 32 * below));
    const channel = new BroadcastChannel('parts gate');
    const held = [];
    channel.onmessage = ({data}) => { if (data.part) held.push(data.part); };
    const file = word => new Blob(['word,long\\n', ...Array.from({length: 260}, (_, row) => word + row % 3 + ',' + 'x'.repeat(50000) + '\\n')]);
    let isDone = false;
    const [before, after] = window.pair ??= [file('a'), file('b')];
    const opened = leeway.open([{path: 'train.csv', bytes: before}, {path: 'current.csv', bytes: after}]);
    opened.finally(() => { isDone = true; }).catch(() => {});
    let passed = 0;
    while (!isDone) {
        await new Promise(done => setTimeout(done, random(3)));
        for (let count = random(held.length + 1); count > 0; count -= 1) {
            channel.postMessage({passes: held.splice(random(held.length), 1)[0]});
            passed += 1;
        }
    }
    await opened;
    channel.close();
    const report = await leeway.report();
    await leeway.clear();
    return [report.baseline.rows, report.current.rows, passed];";

#[test]
#[ignore = "needs the built page: make page-tests"]
fn two_large_files_are_read_to_their_end_in_whatever_order_their_parts_come() -> Result<(), Problem>
{
    let page = Page::load_with_held_parts()?;
    let is_split = page.value("navigator.hardwareConcurrency > 1")? == true;
    for seed in 1..=OPENINGS {
        let rows = page.browser.script_async(OPEN, json!([seed]))?;
        assert_eq!([&rows[0], &rows[1]], [260, 260], "opening {seed}");
        assert_eq!(
            rows[2].as_u64() > Some(4),
            is_split,
            "{rows}: parts that passed"
        );
    }
    page.ends_quietly()
}
