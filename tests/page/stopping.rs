//! An engine that is stopped, by hand or by a mistake in it.

use serde_json::json;

use crate::page::TABLE;
use crate::{Page, Problem};

const TRAIN: &str = "a,b\n1,x\n3,y\n5,x\n";
const CURRENT: &str = "a,b\n1,x\n4,y\n5,z\n";
/// Starts to open some 120 MB, and keeps the sentence of the refusal for later.
const OPEN_LARGE: &str = "const chunk = '1234.5,some label,7\\n'.repeat(60000); \
    const large = new File(['a,b,c\\n', ...Array(100).fill(chunk)], 'large.csv'); \
    window.opened = null; \
    leeway.open(large).then(() => { window.opened = 'read to the end' }, error => { window.opened = error.message });";

/// Holds the engine and has it read a large file, until the page shows how far it is.
fn hold_a_load(page: &Page) -> Result<(), Problem> {
    page.hold_engine()?;
    page.browser.script(OPEN_LARGE, json!([]))?;
    page.wait_for("progress", "document.querySelector('.progress')")?;
    page.step_engine_until(
        "a rate",
        "document.querySelector('.progress').innerText.includes('B/s')",
    )?;
    assert_eq!(page.value("window.opened")?, json!(null));
    Ok(())
}

/// Presses Cancel and waits until the engine has stopped.
fn cancel(page: &Page) -> Result<(), Problem> {
    page.value("document.querySelector('.progress button').click()")?;
    let said = page.wait_for("the refusal", "window.opened")?;
    assert_eq!(said, "Cancelled; what was loaded before is kept.");
    page.wait_for("the progress to go", "!document.querySelector('.progress')")?;
    page.let_engine()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_panic_is_said_and_survived() -> Result<(), Problem> {
    let page = Page::load()?;
    page.open_texts(&[("train.csv", TRAIN), ("current.csv", CURRENT)], None)?;
    page.browser
        .script_async("await leeway.set({alpha: 0.01})", json!([]))?;
    page.wait_for("the feature table", TABLE)?;
    let before = page.report()?;
    let refused = page.browser.script_async("await leeway.panic()", json!([]));
    let refused = refused
        .err()
        .map(|problem| problem.to_string())
        .unwrap_or_default();
    assert!(
        refused.contains("The engine stopped (") && refused.contains("asked to by a test"),
        "{refused}"
    );
    // What was on screen stays there, and the report can be asked for.
    assert!(page.wait_for("the feature table", TABLE).is_ok());
    assert_eq!(page.report()?.features, before.features);
    let said = "document.querySelector('[role=alert]').innerText.includes('It was restarted, and your 2 files have been read again.')";
    page.wait_for("the banner", said)?;
    let after = page.report()?;
    assert_eq!(after.features, before.features);
    assert_eq!(after.settings, before.settings);
    let roles = |report: &leeway::report::Report| {
        let roles = report
            .sources
            .iter()
            .map(|source| (source.path.clone(), source.role));
        roles.collect::<Vec<_>>()
    };
    assert_eq!(roles(&after), roles(&before));

    // Work goes on: more files, another setting, and a second panic.
    page.open_texts(&[("more/current.csv", CURRENT)], Some("current"))?;
    assert_eq!(page.report()?.current.unwrap().rows, 6);
    let again = page.browser.script_async("await leeway.panic()", json!([]));
    assert!(again.is_err());
    page.wait_for("the banner", &said.replace("your 2 files", "your 3 files"))?;
    page.browser
        .script_async("await leeway.set({alpha: 0.05})", json!([]))?;
    let last = page.report()?;
    assert_eq!(
        (last.settings.rules.alpha, last.current.unwrap().rows),
        (0.05, 6)
    );
    page.ends_quietly_but_for(|message| {
        message.contains("asked to by a test") || message.contains("unreachable")
    })
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_panic_before_anything_is_loaded_is_survived() -> Result<(), Problem> {
    let page = Page::load()?;
    assert!(
        page.browser
            .script_async("await leeway.panic()", json!([]))
            .is_err()
    );
    page.wait_for(
        "the banner",
        "document.querySelector('[role=alert]').innerText.includes('It was restarted; nothing else was lost.')",
    )?;
    page.open_texts(&[("train.csv", TRAIN), ("current.csv", CURRENT)], None)?;
    assert_eq!(page.report()?.features.len(), 2);
    page.ends_quietly_but_for(|message| {
        message.contains("asked to by a test") || message.contains("unreachable")
    })
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_long_load_shows_progress_and_is_cancelled() -> Result<(), Problem> {
    let page = Page::load_gated()?;
    page.open_texts(&[("train.csv", TRAIN), ("current.csv", CURRENT)], None)?;
    let before = page.report()?;
    hold_a_load(&page)?;
    let progress = page.text(".progress")?;
    assert!(
        progress.contains("Reading") && progress.contains("large.csv"),
        "{progress}"
    );
    // The page answers meanwhile.
    page.browser.press("?")?;
    page.wait_for("the help", "document.querySelector('dialog[open]')")?;
    page.browser.press(crate::webdriver::hands::key::ESCAPE)?;
    cancel(&page)?;
    let after = page.report()?;
    assert_eq!(
        (after.sources, after.features),
        (before.sources, before.features)
    );
    page.open_texts(&[("more/current.csv", CURRENT)], Some("current"))?;
    assert_eq!(page.report()?.current.unwrap().rows, 6);
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn questions_that_do_not_wait_for_each_other_are_answered_in_turn() -> Result<(), Problem> {
    let page = Page::load_gated()?;
    // Files add up, settings stay changed, and a look at a feature stops no load.
    let answers = page.browser.script_async(
        "const [train, current] = arguments, path = name => [{path: name, bytes: name.startsWith('train') ? train : current}]; \
         const asked = [leeway.open(path('train.csv')), leeway.set({alpha: 0.01}), leeway.open(path('current.csv')), \
             leeway.export('report.json'), leeway.set({verdict: 'aws-sample'}), leeway.open(path('more/current.csv'))]; \
         return (await Promise.allSettled(asked)).map(one => one.reason?.message ?? one.status)",
        json!([TRAIN, CURRENT]),
    )?;
    assert_eq!(answers, json!(vec!["fulfilled"; 6]));
    let report = page.report()?;
    assert_eq!(report.sources.len(), 3);
    assert_eq!(report.current.unwrap().rows, 6);
    assert_eq!(report.settings.rules.alpha, 0.01);
    assert_eq!(
        report.settings.rules.verdict,
        leeway::monitors::drift::RuleName::AwsSample
    );

    // Forgetting everything waits for nothing.
    hold_a_load(&page)?;
    page.browser.script(
        "leeway.clear().then(() => { window.isCleared = true })",
        json!([]),
    )?;
    assert_eq!(
        page.wait_for("the refusal", "window.opened")?,
        "Cancelled; what was loaded before is kept."
    );
    page.let_engine()?;
    page.wait_for("the end of it", "window.isCleared")?;
    assert_eq!(page.report()?.sources, []);
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn walking_through_features_does_not_stop_a_load() -> Result<(), Problem> {
    let page = Page::load_gated()?;
    page.browser
        .script_async("await leeway.demo()", json!([]))?;
    page.value("location.hash = '#/feature/income'")?;
    page.wait_for(
        "the feature",
        "document.querySelector('article.feature h1')",
    )?;
    hold_a_load(&page)?;
    let (here, progress) = (page.value("location.hash")?, page.text(".progress")?);
    page.browser.press("jjk")?;
    page.wait_for(
        "another feature",
        &format!("location.hash.startsWith('#/feature/') && location.hash !== {here}"),
    )?;
    // What the walk asked came before this step: the load goes on.
    page.step_engine_until(
        "progress",
        &format!(
            "document.querySelector('.progress')?.innerText !== {}",
            json!(progress)
        ),
    )?;
    assert_eq!(page.value("window.opened")?, json!(null));
    cancel(&page)?;
    page.wait_for(
        "a chart",
        "document.querySelector('article.feature canvas')",
    )?;
    page.ends_quietly()
}
