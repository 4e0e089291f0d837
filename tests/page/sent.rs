//! The report to send: saved by the page, and opened from a disk.

use serde_json::json;

use crate::loans;
use crate::page::TABLE;
use crate::{Page, Problem};

/// What is seen of a report.
const SEEN: &str = r#"
const root = document.documentElement;
const charts = [...document.querySelectorAll("figure svg")];
return {
    requests: performance.getEntriesByType("resource").map(entry => entry.name),
    heading: document.querySelector("h1").innerText,
    rows: document.querySelectorAll("table.features tbody tr").length,
    charts: charts.filter(chart => chart.getBoundingClientRect().height > 100).length,
    overflow: root.scrollWidth - root.clientWidth,
};
"#;

#[test]
#[ignore = "needs the built page: make page-tests"]
fn the_report_to_send_opens_from_a_disk_and_asks_for_nothing() -> Result<(), Problem> {
    let page = Page::load()?;
    let scratch = loans::folder("loans-sent")?;
    page.open_paths(&[scratch.path()], None)?;
    page.wait_for("the feature table", TABLE)?;
    let sentence = page.report()?.verdict.map(|verdict| verdict.sentence);

    // The menu offers it, and what is chosen there closes it.
    page.value("document.querySelector('[popovertarget=save-menu]').click()")?;
    let open = "document.querySelector('#save-menu:popover-open')?.innerText";
    let words = page.wait_for("the menu", open)?;
    let words = words.as_str().unwrap_or_default();
    for name in ["report.html", "leeway.zip", "report.json"] {
        assert!(words.contains(name), "{words}");
    }
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
    let saved = page.browser.script_async(
        "const file = await leeway.export('report.html'); return [file.name, file.type, new TextDecoder().decode(file.bytes)]",
        json!([]),
    )?;
    assert_eq!(
        (&saved[0], &saved[1]),
        (&json!("report.html"), &json!("text/html"))
    );
    page.ends_quietly()?;

    let file = scratch.write("report.html", saved[2].as_str().unwrap_or_default())?;
    let blank_free = |text: &str| text.split_whitespace().collect::<String>();
    for (width, scheme) in [(1000, "light"), (375, "dark")] {
        page.browser.resize(width, 900, 1.0)?;
        page.browser.prefer(&[("prefers-color-scheme", scheme)])?;
        page.browser.open(&format!("file://{}", file.display()))?;
        let seen = page.browser.script(SEEN, json!([]))?;
        assert_eq!(seen["requests"], json!([]));
        assert_eq!(seen["rows"], 15);
        assert_eq!(seen["overflow"], 0, "at {width} pixels");
        assert!(seen["charts"].as_u64() >= Some(10), "{seen}");
        let heading = seen["heading"].as_str().unwrap_or_default();
        let sentence = sentence.as_deref().unwrap_or_default();
        assert_eq!(blank_free(heading), blank_free(sentence));
    }
    let said = page.browser.console(None)?;
    assert_eq!(said, [""; 0]);
    Ok(())
}
