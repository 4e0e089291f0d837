//! Attribution on drawn windows: nDCG of their mean absolute SHAP values against the rest of the baseline's.

use super::split::Split;
use super::tally::{Drawn, Sense};
use crate::MonitorName;
use crate::attribution::ndcg;

/// The check on what a model relies on.
#[derive(Debug, Clone, Default)]
pub struct AttributionPopulation {
    /// The model's features.
    pub names: Vec<String>,
    /// Absolute SHAP values by class and feature (`class · features + feature`), one per row.
    pub values: Vec<Vec<f64>>,
    /// Below this the order has drifted.
    pub threshold: f64,
}

impl AttributionPopulation {
    /// The check on one drawn window, for every class.
    ///
    /// `split` holds positions of the baseline's rows. Values are nDCG, 0 to 1, smaller is further.
    pub fn draw(&self, split: &Split) -> Vec<Drawn> {
        let classes = self.values.len() / self.names.len().max(1);
        let check = |class: usize| {
            let (then, now) = (
                self.means(class, &split.baseline),
                self.means(class, &split.window),
            );
            Some(Drawn {
                monitor: MonitorName::Attribution,
                feature: format!("label{class}"),
                check: "ndcg".to_owned(),
                option: None,
                threshold: Some(self.threshold),
                sense: Sense::Below,
                value: ndcg(&then, &now).ok()?.value,
                fires: false,
            })
        };
        (0..classes).filter_map(check).collect()
    }

    fn means(&self, class: usize, rows: &[u32]) -> Vec<(String, f64)> {
        let of_class = self.values[class * self.names.len()..].iter();
        let mean = |(name, values): (&String, &Vec<f64>)| {
            let sum: f64 = rows.iter().map(|&row| values[row as usize]).sum();
            (name.clone(), sum / rows.len().max(1) as f64)
        };
        self.names.iter().zip(of_class).map(mean).collect()
    }
}
