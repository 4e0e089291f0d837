//! Folders that are dropped on the page.

use serde_json::json;

use crate::page::{Page, Scratch, TABLE};
use crate::refresh::{REST_MS, hours, paths, told};
use crate::{Problem, loans};

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_dropped_folder_is_watched() -> Result<(), Problem> {
    let scratch = loans::folder("loans-dropped-and-watched")?;
    let last = paths(&scratch).pop().ok_or("no files")?;
    let held = std::fs::read_to_string(scratch.path().join(&last))?;
    // With its hour: a folder that holds nothing is listed as such.
    let hour = scratch.path().join(&last);
    std::fs::remove_dir_all(hour.parent().ok_or("no folder")?)?;
    let page = Page::load()?;
    page.hold_timers(REST_MS)?;
    // The two sides apart: what is dropped together is read together.
    let capture = scratch.path().join("capture");
    let dropped = [capture.as_path(), &scratch.path().join("baseline.csv")];
    page.browser.drop_files(&dropped)?;
    page.wait_for("the feature table", TABLE)?;
    let report = page.report()?;
    assert_eq!((hours(&report), report.sources.len()), (11, 12));
    page.browser.find("tr.row a")?.click()?;
    page.wait_for("the feature", "location.hash.startsWith('#/feature/')")?;
    let here = page.value("location.hash")?;

    page.pass_timers_after(|| scratch.write(&last, &held).map(drop))?;
    let message = told(&page, "arrived")?;
    assert!(message.contains(&last), "{message}");
    let report = page.report()?;
    assert_eq!((hours(&report), report.sources.len()), (12, 13));
    assert_eq!(report.timings.records, held.lines().count() as u64);
    assert_eq!(page.value("location.hash")?, here);

    // Once more: the same folder, not another one with the same files.
    page.browser.drop_files(&[&capture])?;
    told(&page, "Nothing is new there")?;
    page.visit("Sources")?;
    let words = page.text(".look-again")?;
    assert_eq!(
        words.matches("The folder capture is watched").count(),
        1,
        "{words}"
    );
    assert_eq!(page.report()?.sources.len(), 13);
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_dropped_folder_is_read_where_it_cannot_be_watched() -> Result<(), Problem> {
    let scratch = loans::folder("loans-dropped-once")?;
    let page = Page::load()?;
    // As in a browser that cannot list a dropped folder again.
    page.browser.script(
        "delete DataTransferItem.prototype.getAsFileSystemHandle",
        json!([]),
    )?;
    page.browser.drop_files(&[scratch.path()])?;
    page.wait_for("the feature table", TABLE)?;
    let report = page.report()?;
    assert_eq!((hours(&report), report.sources.len()), (12, 13));
    page.visit("Sources")?;
    assert_eq!(
        page.value("document.querySelector('.look-again')")?,
        json!(null)
    );
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_folder_whose_reading_is_stopped_is_not_read_again_by_itself() -> Result<(), Problem> {
    let scratch = loans::folder("loans-dropped-and-stopped")?;
    let page = Page::load()?;
    // A Cancel right behind the files: no hand is quick enough for so few.
    page.browser.script(
        "const post = Worker.prototype.postMessage; \
         Worker.prototype.postMessage = function (message) { \
             post.apply(this, arguments); \
             if (message[0].includes('baseline.csv')) \
                 post.call(this, [JSON.stringify({id: 1000, request: {Cancel: {id: JSON.parse(message[0]).id}}})]); \
         }",
        json!([]),
    )?;
    page.hold_timers(REST_MS)?;
    page.browser.drop_files(&[scratch.path()])?;
    told(&page, "Cancelled")?;
    page.wait_for("the rest", "window.heldTimers()")?;
    page.end_timers()?;
    // What is dropped afterwards comes behind a look at the folder, if there were one.
    let other = Scratch::new("dropped-afterwards")?;
    let other = other.write("other.csv", "a,b\n1,2\n3,4\n")?;
    page.browser.drop_files(&[&other])?;
    let report = page.report_that("the other file", |report| !report.sources.is_empty())?;
    assert_eq!(report.sources.len(), 1);
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_dropped_folder_without_a_file_says_so() -> Result<(), Problem> {
    let scratch = Scratch::new("dropped-empty")?;
    let empty = scratch.path().join("empty");
    std::fs::create_dir(&empty)?;
    let page = Page::load()?;
    page.browser.drop_files(&[&empty])?;
    told(&page, "There is no file in it")?;
    page.ends_quietly()
}
