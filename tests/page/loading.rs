//! The page comes up from where it is put.

use serde_json::json;

use crate::page::PATIENCE;
use crate::{Page, Problem};

#[test]
#[ignore = "needs the built page: make page-tests"]
fn loads_from_a_sub_path_without_errors_or_foreign_requests() -> Result<(), Problem> {
    let page = Page::load()?;
    assert_eq!(page.browser.title()?, "Leeway");
    let loaded = page.value(
        "performance.getEntriesByType('resource').some(entry => entry.name.endsWith('.wasm'))",
    )?;
    assert_eq!(loaded, true);
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn the_example_opens_with_one_click() -> Result<(), Problem> {
    let page = Page::load()?;
    let start = page.text("main")?;
    assert!(start.contains("Nothing leaves this tab"), "{start}");
    let buttons = "[...document.querySelectorAll('main button')]";
    page.value(&format!(
        "{buttons}.find(button => button.innerText.includes('example')).click()"
    ))?;
    page.wait_for("the feature table", crate::page::TABLE)?;
    let report = page.report()?;
    assert_eq!(report.features.len(), 15);
    let verdict = report.verdict.as_ref().unwrap();
    assert_eq!(page.text("main h1")?, verdict.sentence.as_str());
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_link_without_data_says_so() -> Result<(), Problem> {
    let page = Page::load()?;
    // A link to a feature, with nothing loaded: the page says why it is empty.
    page.go_to("#/feature/hours-per-week?view=ecdf")?;
    let shown = page.text("main")?;
    assert!(
        shown.contains("This link holds a screen and settings, but no data."),
        "{shown}"
    );
    page.ends_quietly()
}

/// What the first opening needs, in the folder of the page.
const NEEDED: [&str; 2] = ["split_screens.wasm", "engine/split_session.wasm"];

/// How often each of [`NEEDED`] was asked for.
fn asked_for(page: &Page) -> Result<[usize; 2], Problem> {
    let dist = crate::page::dist()?;
    Ok(NEEDED.map(|name| page.server().times("GET", &dist.join(name))))
}

/// Waits until both have come, and asserts that each was asked for once.
#[track_caller]
fn is_fetched_once(page: &Page) -> Result<(), Problem> {
    for name in NEEDED {
        let file = crate::page::dist()?.join(name);
        page.server().wait_for("GET", &file, 1, PATIENCE)?;
    }
    // Whatever else made the page or the engine fetch them came before this question.
    page.report()?;
    ask_the_server(page)?;
    assert_eq!(asked_for(page)?, [1, 1]);
    Ok(())
}

/// Waits for an answer of the server: what the page fetched before has been asked for.
fn ask_the_server(page: &Page) -> Result<(), Problem> {
    page.browser
        .script_async("await (await fetch('index.html')).text()", json!([]))
        .map(drop)
}

/// The middle of what a selector finds.
fn middle(page: &Page, selector: &str) -> Result<(f64, f64), Problem> {
    let place = page.value(&format!(
        "(place => [place.x + place.width / 2, place.y + place.height / 2])(document.querySelector('{selector}').getBoundingClientRect())"
    ))?;
    let number = |index: usize| place[index].as_f64().unwrap_or_default();
    Ok((number(0), number(1)))
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_hand_near_the_open_buttons_has_fetched_what_they_need() -> Result<(), Problem> {
    let page = Page::load()?;
    let here = page.value("location.hash")?;
    let heading = middle(&page, "main h1")?;
    page.browser.pointer(&[heading], false)?;
    ask_the_server(&page)?;
    assert_eq!(asked_for(&page)?, [0, 0], "a visit alone fetches neither");
    let buttons = middle(&page, ".start-buttons")?;
    page.browser
        .pointer(&[heading, buttons, heading, buttons], false)?;
    is_fetched_once(&page)?;
    // Nothing else came of it.
    assert_eq!(page.value("location.hash")?, here);
    assert!(page.text("main")?.contains("Nothing leaves this tab"));
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn so_has_the_focus_on_them() -> Result<(), Problem> {
    let page = Page::load()?;
    page.value("document.querySelector('.start-buttons input').focus()")?;
    is_fetched_once(&page)?;
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn so_has_a_file_that_is_dragged_in() -> Result<(), Problem> {
    let page = Page::load()?;
    page.value(
        "(drag => { \
             drag.items.add(new File(['a'], 'a.csv')); \
             for (const kind of ['dragenter', 'dragleave', 'dragenter']) \
                 document.body.dispatchEvent(new DragEvent(kind, {dataTransfer: drag, bubbles: true})); \
         })(new DataTransfer())",
    )?;
    is_fetched_once(&page)?;
    page.ends_quietly()
}
