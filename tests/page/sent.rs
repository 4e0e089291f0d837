//! The report to send, saved by the page and opened without scripts.

use serde_json::{Value, json};

use crate::loans;
use crate::page::TABLE;
use crate::{Page, Problem};

/// Opens `report.html` in a frame that runs no script, as wide as asked, and answers what is seen of it.
const OPENED: &str = r#"
const file = await leeway.export("report.html");
const frame = document.createElement("iframe");
frame.sandbox = "allow-same-origin";
frame.style = `position: fixed; inset: 0 auto auto 0; border: 0; height: 800px; width: ${arguments[0]}px`;
frame.srcdoc = new TextDecoder().decode(file.bytes);
const loaded = new Promise(resolve => frame.onload = resolve);
document.body.append(frame);
await loaded;
const {contentDocument: inside, contentWindow: view} = frame;
const seen = {
    name: file.name,
    type: file.type,
    requests: view.performance.getEntriesByType("resource").map(entry => entry.name),
    heading: inside.querySelector("h1").innerText,
    rows: inside.querySelectorAll("table.features tbody tr").length,
    charts: [...inside.querySelectorAll("figure svg")].filter(chart => chart.getBoundingClientRect().height > 100).length,
    overflow: inside.documentElement.scrollWidth - arguments[0],
};
frame.remove();
return seen;
"#;

fn opened(page: &Page, width: u32) -> Result<Value, Problem> {
    let seen = page.browser.script_async(OPENED, json!([width]))?;
    assert_eq!(seen["name"], "report.html");
    assert_eq!(seen["type"], "text/html");
    assert_eq!(seen["requests"], json!([]));
    assert_eq!(seen["rows"], 15);
    assert!(seen["overflow"].as_f64() <= Some(0.0), "{seen}");
    assert!(seen["charts"].as_u64() >= Some(10), "{seen}");
    Ok(seen)
}

#[test]
fn the_report_to_send_needs_no_script_and_asks_for_nothing() -> Result<(), Problem> {
    let Some(page) = Page::load()? else {
        return Ok(());
    };
    let scratch = loans::folder("loans-sent")?;
    page.open_paths(&[scratch.path()], None)?;
    page.wait_for("the feature table", TABLE)?;
    let wide = opened(&page, 1000)?;
    opened(&page, 375)?;
    let report = page.report()?;
    let sentence = report.verdict.map(|verdict| verdict.sentence);
    let blank_free = |text: &str| text.split_whitespace().collect::<String>();
    let heading = wide["heading"].as_str().unwrap_or_default();
    assert_eq!(
        blank_free(heading),
        blank_free(&sentence.unwrap_or_default())
    );

    // The menu offers it, and what is chosen there closes it.
    page.value("document.querySelector('[popovertarget=save-menu]').click()")?;
    let open = "document.querySelector('#save-menu:popover-open')?.innerText";
    let words = page.wait_for("the menu", open)?;
    let words = words.as_str().unwrap_or_default();
    assert!(
        words.contains("report.html") && words.contains("leeway.zip"),
        "{words}"
    );
    page.value("document.querySelector('#save-menu button').click()")?;
    page.wait_for(
        "no menu",
        "!document.querySelector('#save-menu:popover-open')",
    )?;
    let packed = page.browser.script_async(
        "const file = await leeway.export('of today.zip'); return [file.name, file.type, file.bytes[0], file.bytes[1]]",
        json!([]),
    )?;
    // Archives begin with the letters PK.
    assert_eq!(packed, json!(["of today.zip", "application/zip", 80, 75]));
    page.ends_quietly()
}
