//! Settings, by `leeway.set` and by the address.

use leeway::monitors::drift::Correction;
use leeway::monitors::drift::RuleName;
use leeway::monitors::drift::Verdict;
use leeway::report::Report;
use leeway::report::settings::Settings;
use leeway::table::Kind;
use serde_json::json;

use crate::loans;
use crate::page::{TABLE, feature};
use crate::{Page, Problem};

fn verdicts(report: &Report) -> Vec<(&str, Verdict, &str)> {
    let features = report.features.iter();
    features
        .map(|feature| {
            (
                feature.name.as_str(),
                feature.verdict,
                feature.sentence.as_str(),
            )
        })
        .collect()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_link_shows_what_its_sender_saw() -> Result<(), Problem> {
    let page = Page::load()?;
    let scratch = loans::folder("loans-linked")?;
    page.open_paths(&[scratch.path()], None)?;
    page.wait_for("the feature table", TABLE)?;
    let plain = page.report()?;
    page.browser.script_async(
        "await leeway.set({verdict: 'aws-sample', correction: 'bonferroni', alpha: 0.001, kinds: {term_months: 'numerical'}})",
        json!([]),
    )?;
    let sent = page.report()?;
    assert_eq!(sent.settings.rules.verdict, RuleName::AwsSample);
    assert_eq!(sent.settings.rules.correction, Correction::Bonferroni);
    assert_eq!(sent.settings.rules.alpha, 0.001);
    assert_eq!(feature(&sent, "term_months").kind, Some(Kind::Numerical));
    assert_ne!(verdicts(&sent), verdicts(&plain));
    page.value("document.querySelector(\"a[title='income']\").click()")?;
    page.wait_for(
        "the feature",
        "document.querySelector('article.feature h1')?.innerText === 'income'",
    )?;
    let seen = page.text("article.feature .feature-head")?;
    let link = page.value("location.hash")?;
    let link = link.as_str().unwrap_or_default();
    assert!(link.starts_with("#/feature/income?"), "{link}");

    page.go_to(link)?;
    page.open_paths(&[scratch.path()], None)?;
    page.wait_for(
        "the feature",
        "document.querySelector('article.feature h1')?.innerText === 'income'",
    )?;
    let received = page.report()?;
    assert_eq!(received.settings, sent.settings);
    assert_eq!(received.features, sent.features);
    assert_eq!(page.text("article.feature .feature-head")?, seen);
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn settings_hold_before_and_after_opening() -> Result<(), Problem> {
    let page = Page::load()?;
    page.browser.script_async(
        "await leeway.set({missing_words: ['nothing'], verdict: 'custom', threshold: 0.3})",
        json!([]),
    )?;
    let train = format!("a\n{}", "x\ny\n".repeat(50));
    let current = format!("a\n{}", "x\nnothing\n".repeat(50));
    page.open_texts(&[("train.csv", &train), ("current.csv", &current)], None)?;
    let report = page.report()?;
    assert_eq!(report.settings.rules.verdict, RuleName::Custom);
    assert_eq!(report.features[0].missing.current, 50);
    // The words are read with: changing them reads again.
    page.browser
        .script_async("await leeway.set({missing_words: []})", json!([]))?;
    let report = page.report()?;
    assert_eq!(report.features[0].missing.current, 0);
    assert_eq!(report.features[0].new_labels[0].label, "nothing");
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn what_is_no_setting_is_refused_and_changes_nothing() -> Result<(), Problem> {
    let page = Page::load()?;
    page.open_texts(
        &[("train.csv", "a\n1\n2\n"), ("current.csv", "a\n1\n3\n")],
        None,
    )?;
    let before = page.report()?;
    for (settings, said) in [
        (json!({"alpah": 0.1}), "unknown field `alpah`"),
        (json!({"verdict": "mine"}), "unknown variant `mine`"),
        (json!({"alpha": 2}), "alpha must be between 0 and 1"),
        (json!({"alpha": "small"}), "invalid type: string"),
        (json!({"threshold": -1}), "threshold must not be negative"),
        (
            json!({"window": "year"}),
            "the window must be \"hour\", \"day\", \"week\", \"month\", \"none\" or {\"rows\": a number}",
        ),
    ] {
        let refused = page
            .browser
            .script_async("await leeway.set(arguments[0])", json!([settings]));
        let refused = refused
            .err()
            .map(|problem| problem.to_string())
            .unwrap_or_default();
        assert!(
            refused.contains(said),
            "{settings}: {refused:?} does not say {said:?}"
        );
        assert_eq!(page.report()?.settings, before.settings);
    }
    assert_eq!(page.value("location.hash")?, "#/overview");

    // In the address what cannot be used is left out, and the address stops saying it.
    for settings in ["{\"alpah\":0.1}", "{\"alpha\":2}", "{", "5"] {
        page.go_to(&format!("#/overview?settings={settings}"))?;
        page.open_texts(
            &[("train.csv", "a\n1\n2\n"), ("current.csv", "a\n1\n3\n")],
            None,
        )?;
        let report = page.report()?;
        assert_eq!(report.settings, before.settings, "{settings}");
        assert_eq!(report.settings.rules.alpha, Settings::default().rules.alpha);
        assert_eq!(page.value("location.hash")?, "#/overview", "{settings}");
    }
    page.ends_quietly()
}
