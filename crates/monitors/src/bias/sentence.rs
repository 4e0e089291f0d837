//! A metric in plain words.

use super::Judged;
use crate::Status;
use crate::words;
use leeway_stats::bias::Metric;

/// What a value says about `group`, with the baseline's beside it: "M is accepted 12 points less often than the rest; it was 4 points less often".
///
/// Values are in the metric's unit: differences −1 to 1 are told in points of 100, ratios as times. Without a baseline its part is left out. Signs are told in words.
pub fn sentence(
    metric: Metric,
    group: &str,
    value: f64,
    baseline: Option<f64>,
    judged: &Judged,
) -> String {
    let mut text = format!("{}{}", start(metric, group), what(metric, value));
    if let Some(baseline) = baseline {
        text += &format!("; it was {}", what(metric, baseline));
    }
    text.push('.');
    if judged.status == Status::Violated {
        text += match judged.is_certain {
            Some(true) => " That is more than chance explains.",
            Some(false) => " Chance may explain the difference.",
            None => "",
        };
    }
    text
}

/// The part that both sides share.
fn start(metric: Metric, group: &str) -> String {
    match metric {
        Metric::Ci => format!("{group} has "),
        Metric::Dpl => format!("{group} has the positive label "),
        Metric::Dppl | Metric::Di => format!("{group} is accepted "),
        Metric::Ad => format!("The model is right about {group} "),
        Metric::Rd => format!("Of those with the positive label, {group} is accepted "),
        Metric::Sd => format!("Of those with the negative label, {group} is rejected "),
        Metric::Dar => format!("When accepted, {group} has the positive label "),
        Metric::Drr => format!("When rejected, {group} has the negative label "),
        Metric::Dca => "Positive labels per acceptance, the rest's less the group's: ".to_owned(),
        Metric::Dcr => "Negative labels per rejection, the group's less the rest's: ".to_owned(),
        Metric::Te => {
            "Wrong rejections per wrong acceptance, the group's less the rest's: ".to_owned()
        }
        Metric::Ft => format!(
            "Of {group}, accepted where their nearest neighbours outside the group are not, less the reverse: "
        ),
        Metric::Cddl => format!("Within strata, the share of {group} among negative labels is "),
        Metric::Cddpl => format!("Within strata, the share of {group} among the rejected is "),
        Metric::Ge => "How unevenly right and wrong predictions benefit people is ".to_owned(),
        Metric::Kl | Metric::Js | Metric::Lp | Metric::Tvd | Metric::Ks => {
            format!("The labels of {group} and of the rest are ")
        }
    }
}

fn what(metric: Metric, value: f64) -> String {
    let points = |more: f64, up: &str, down: &str| match more {
        0.0 => "as often as the rest".to_owned(),
        more => {
            let (size, word) = (
                words::number((100.0 * more.abs() * 10.0).round() / 10.0),
                more,
            );
            let word = if word > 0.0 { up } else { down };
            format!("{size} points {word} than the rest")
        }
    };
    match metric {
        Metric::Ci => format!("{} of the rows", words::percent((1.0 - value) / 2.0)),
        Metric::Dpl | Metric::Dppl | Metric::Ad | Metric::Rd | Metric::Dar => {
            points(-value, "more often", "less often")
        }
        Metric::Sd | Metric::Drr => points(value, "more often", "less often"),
        Metric::Di => format!("{} times as often as the rest", words::number(value)),
        Metric::Cddl => points_apart(value, "positive ones"),
        Metric::Cddpl => points_apart(value, "the accepted"),
        Metric::Tvd | Metric::Ks | Metric::Lp | Metric::Kl | Metric::Js => {
            format!("{} apart", words::number(value))
        }
        Metric::Ft => format!("{} points", words::number((1000.0 * value).round() / 10.0)),
        Metric::Dca | Metric::Dcr | Metric::Te | Metric::Ge => words::number(value),
    }
}

fn points_apart(value: f64, among: &str) -> String {
    let size = words::number((1000.0 * value.abs()).round() / 10.0);
    let word = if value < 0.0 { "lower" } else { "higher" };
    format!("{size} points {word} than among {among}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bias::judge;
    use leeway_stats::bias::Known;

    fn of(metric: Metric, value: f64, baseline: Option<f64>) -> String {
        let known = |value| Known {
            value,
            interval: None,
        };
        let judged = judge(metric, baseline.map(known), Some(known(value)), 1);
        sentence(metric, "gender F", value, baseline, &judged)
    }

    #[test]
    fn sentences_say_who_fares_how() {
        assert_eq!(
            of(Metric::Dppl, 0.123, Some(0.0857)),
            "gender F is accepted 12.3 points less often than the rest; it was 8.6 points less often than the rest."
        );
        assert_eq!(
            of(Metric::Di, 0.5, None),
            "gender F is accepted 0.5 times as often as the rest."
        );
        assert_eq!(of(Metric::Ci, 0.02, None), "gender F has 49 % of the rows.");
        assert_eq!(
            of(Metric::Rd, -0.1, None),
            "Of those with the positive label, gender F is accepted 10 points more often than the rest."
        );
        assert!(of(Metric::Te, f64::INFINITY, Some(0.5)).ends_with(": ∞; it was 0.5."));
    }
}
