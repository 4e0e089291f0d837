//! The overview begins with the comparison.

use serde_json::json;

use crate::loans::folder;
use crate::page::TABLE;
use crate::{Page, Problem};

#[test]
#[ignore = "needs the built page: make page-tests"]
fn what_differs_most_is_seen_without_scrolling_and_is_a_door_to_its_feature() -> Result<(), Problem>
{
    let page = Page::load()?;
    page.browser.resize(1280, 800, 1.0)?;
    let scratch = folder("loans-overview")?;
    page.open_paths(&[scratch.path()], None)?;
    page.wait_for("the feature table", TABLE)?;
    page.wait_for(
        "three distributions with their values",
        "document.querySelectorAll('.foremost-one canvas').length === 3",
    )?;
    let names =
        page.value("[...document.querySelectorAll('.foremost-one h2')].map(one => one.innerText)")?;
    assert_eq!(names, json!(["interest_rate", "probability", "income"]));
    let end = page.value(
        "Math.max(...[...document.querySelectorAll('.foremost-one, .monitored')].map(one => one.getBoundingClientRect().bottom))",
    )?;
    assert!(end.as_f64().is_some_and(|end| end <= 800.0), "{end}");
    let finding = page.text(".foremost-finding")?;
    assert!(finding.starts_with("Values rose: median 7."), "{finding}");
    assert!(finding.contains("of rows differ, not chance"), "{finding}");

    // Eight rows until all are asked for.
    let canvas = "document.querySelector('.heat-scroll canvas').getBoundingClientRect().height";
    let few = page.value(canvas)?;
    page.value("[...document.querySelectorAll('.over-time button')].find(one => one.innerText.startsWith('Show all')).click()")?;
    page.wait_for("all features", &format!("{canvas} > {few}"))?;

    page.value("document.querySelector('.foremost-one h2 a').click()")?;
    page.wait_for(
        "the feature's screen",
        "document.querySelector('.feature-title h1')?.innerText === 'interest_rate'",
    )?;
    page.ends_quietly()
}
