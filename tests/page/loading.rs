//! The page comes up from where it is put.

use crate::{Page, Problem};

#[test]
fn loads_from_a_sub_path_without_errors_or_foreign_requests() -> Result<(), Problem> {
    let Some(page) = Page::load()? else {
        return Ok(());
    };
    assert_eq!(page.browser.title()?, "Leeway");
    let loaded = page.value(
        "performance.getEntriesByType('resource').some(entry => entry.name.endsWith('.wasm'))",
    )?;
    assert_eq!(loaded, true);
    page.ends_quietly()
}

#[test]
fn the_example_opens_with_one_click() -> Result<(), Problem> {
    let Some(page) = Page::load()? else {
        return Ok(());
    };
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
    assert_eq!(page.text("main h1")?, verdict.sentence);
    page.ends_quietly()
}

#[test]
fn a_link_without_data_says_so() -> Result<(), Problem> {
    let Some(page) = Page::load()? else {
        return Ok(());
    };
    // A link to a feature, with nothing loaded: the page says why it is empty.
    page.go_to("#/feature/hours-per-week?view=ecdf")?;
    let shown = page.text("main")?;
    assert!(
        shown.contains("This link holds a screen and settings, but no data."),
        "{shown}"
    );
    page.ends_quietly()
}
