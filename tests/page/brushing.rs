//! Brushes in the page: by hand, by key, in the address, and how fast they move.

use leeway::report::Report;
use serde_json::json;

use crate::loans;
use crate::page::{Page, TABLE};
use crate::webdriver::{Problem, hands::key};

pub const HEAT_MAP: &str = "document.querySelector('.overview .over-time canvas')";
const SELECTED: &str = "document.querySelector('.brushes')?.innerText";

/// The pointer is pressed, moved and let go over a canvas, from one share of its width to another.
pub fn drag(page: &Page, canvas: &str, from: f64, to: f64) -> Result<(), Problem> {
    let place = page.value(&format!(
        "(() => {{ const canvas = {canvas}; canvas.scrollIntoView({{block: 'center'}}); \
         const box = canvas.getBoundingClientRect(); return [box.left, box.width, box.top + box.height / 2]; }})()"
    ))?;
    let number = |index: usize| place[index].as_f64().unwrap();
    let at = |share: f64| (number(0) + share * number(1), number(2));
    let steps = (0..=6).map(|step| at(from + (to - from) * f64::from(step) / 6.0));
    page.browser.pointer(&steps.collect::<Vec<_>>(), true)
}

pub fn rested(page: &Page, brushes: usize) -> Result<Report, Problem> {
    let is_there = format!(
        "leeway.report().then(report => (window.rested = report.settings.selection.length === {brushes})), window.rested"
    );
    page.value("window.rested = false")?;
    page.wait_for("the selection to be measured", &is_there)?;
    page.report()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn two_brushes_travel_in_the_address() -> Result<(), Problem> {
    let page = Page::load()?;
    let scratch = loans::folder("loans-brushing")?;
    page.open_paths(&[scratch.path()], None)?;
    page.wait_for("the feature table", TABLE)?;
    page.wait_for("the heat map", HEAT_MAP)?;
    let whole = page.report()?;
    drag(&page, HEAT_MAP, 0.45, 0.75)?;
    page.wait_for("the first brush", SELECTED)?;
    let timed = rested(&page, 1)?;
    let of_time = timed.selection.as_ref().unwrap().rows;
    assert!(
        (600..3600).contains(&of_time) && of_time % 300 == 0,
        "{of_time}"
    );

    // The same row's spark, so that the brush is on its feature.
    let row = "[...document.querySelectorAll('tr.row')].find(row => row.innerText.includes('interest_rate'))";
    drag(
        &page,
        &format!("{row}.querySelector('canvas.spark')"),
        0.35,
        0.75,
    )?;
    let both = rested(&page, 2)?;
    let selection = both.selection.clone().unwrap();
    assert!(selection.rows < of_time, "{selection:?}");
    assert!(
        selection.words[1].starts_with("interest_rate above "),
        "{selection:?}"
    );
    // Its own brush does not filter it; it filters the others.
    let count = |report: &Report, name: &str| {
        let feature = report.features.iter().find(|one| one.name == name).unwrap();
        feature.current_summary.as_ref().unwrap().count
    };
    assert_eq!(count(&both, "interest_rate"), of_time);
    assert!(count(&both, "age") <= selection.rows);
    let said = page.text(".brushes")?;
    assert!(
        said.contains("2024-06-03") && said.contains("interest_rate above"),
        "{said}"
    );

    // A fresh page with the same files sees the same.
    let hash = page.value("location.hash")?;
    page.go_to(hash.as_str().unwrap())?;
    page.open_paths(&[scratch.path()], None)?;
    page.wait_for("the selection", SELECTED)?;
    let again = page.report()?;
    assert_eq!(again.selection, both.selection);
    assert_eq!(again.features, both.features);
    assert_eq!(again.verdict, both.verdict);
    assert_eq!(page.text(".brushes")?, said);

    page.browser.press(key::ESCAPE)?;
    page.wait_for("nothing selected", "!document.querySelector('.brushes')")?;
    let cleared = rested(&page, 0)?;
    assert_eq!(cleared.features, whole.features);
    page.wait_for("the address", "!location.hash.includes('selection')")?;
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn bars_and_labels_of_a_feature_are_brushed_by_hand_and_by_key() -> Result<(), Problem> {
    let page = Page::load()?;
    page.browser
        .script_async("await leeway.demo()", json!([]))?;
    page.wait_for("the feature table", TABLE)?;
    let numbers = "document.querySelector('.card-figure canvas')";
    page.value("location.hash = '#/feature/income'")?;
    page.wait_for("the histogram", numbers)?;
    page.value(&format!("{numbers}.focus()"))?;
    // To the fifth bar, and Shift with two steps more.
    for _ in 0..5 {
        page.browser.press(key::RIGHT)?;
    }
    page.value(&format!(
        "[1, 2].forEach(() => {numbers}.dispatchEvent(new KeyboardEvent('keydown', {{key: 'ArrowRight', shiftKey: true, bubbles: true}})))"
    ))?;
    page.wait_for("the brush", SELECTED)?;
    let report = rested(&page, 1)?;
    let brush = report.settings.look.selection[0].clone();
    assert_eq!(brush.feature.as_deref(), Some("income"));
    assert!(brush.above < brush.up_to, "{brush:?}");

    page.value("location.hash = location.hash.replace('/income', '/employment')")?;
    page.wait_for(
        "the labels",
        "document.querySelector('article.feature h1')?.innerText === 'employment'",
    )?;
    page.wait_for("the bars", numbers)?;
    page.value(&format!("{numbers}.focus()"))?;
    page.browser.press(key::RIGHT)?;
    page.browser.press(key::ENTER)?;
    let report = rested(&page, 2)?;
    let labels = report.settings.look.selection[1]
        .labels
        .clone()
        .unwrap_or_default();
    assert_eq!(labels.len(), 1, "{labels:?}");
    // The chip takes one of them away.
    page.value("document.querySelector('.brush-chip').click()")?;
    let report = rested(&page, 1)?;
    assert_eq!(
        report.settings.look.selection[0].feature.as_deref(),
        Some("employment")
    );
    page.ends_quietly()
}
