//! The projected-accuracy monitor: how much the current rows stand apart from rows on which the model did well.
//!
//! An isolation forest is fitted to reference rows of labelled baseline data and scores current rows; the value is 100 less the relative change of the mean score
//! in per cent. It needs no labels of the current side, it is a proxy and no accuracy, and it is not bounded below by 0.
//!
//! Source: the AWS sample container "census drift" (`accuracy` of its `results.json`), whose reference rows are those with the positive label; the article about it
//! takes the rows that were predicted right. Labels are coded for both sides together: the sample codes each side alone, which scrambles them.

mod encoder;

pub use encoder::{Encoder, Field, Joined};

/// 100 − 100·|(current − reference) / reference| of mean scores; `None` where the reference's is 0.
///
/// Scores are means of an isolation forest's, −1 to 0. In percent: 100 where both are alike, less the further they are apart, without lower bound. Source: the near-real-time monitoring sample's container.
///
/// ```
/// use leeway_monitors::projected_accuracy::projected_accuracy;
/// assert_eq!(projected_accuracy(-0.4, -0.5), Some(75.0));
/// ```
pub fn projected_accuracy(reference: f64, current: f64) -> Option<f64> {
    (reference != 0.0).then(|| 100.0 - 100.0 * ((current - reference) / reference).abs())
}
