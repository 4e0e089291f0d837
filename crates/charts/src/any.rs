//! The charts that stand in cards as one type, so that what surrounds a chart on the page is compiled once for all of them.

use super::{
    CategoryBars, Chart, ConfusionMatrix, Deviations, Ecdf, Firing, Histogram, Item, Mapping,
    Matrix, Multiples, Paired, Pen, QualityTimeline, QuantileQuantile, Rates, Slopes, Table,
    Waterfall,
};

macro_rules! any {
    ($($kind:ident),+) => {
        /// One of the charts.
        #[derive(Debug, Clone, PartialEq)]
        #[allow(missing_docs, reason = "a variant is the chart of its name")]
        pub enum AnyChart {
            $($kind($kind)),+
        }

        impl AnyChart {
            fn chart(&self) -> &dyn Chart {
                match self {
                    $(AnyChart::$kind(chart) => chart),+
                }
            }
        }

        $(impl From<$kind> for AnyChart {
            fn from(chart: $kind) -> Self {
                AnyChart::$kind(chart)
            }
        })+
    };
}

any!(
    CategoryBars,
    ConfusionMatrix,
    Deviations,
    Ecdf,
    Firing,
    Histogram,
    Matrix,
    Multiples,
    Paired,
    QualityTimeline,
    QuantileQuantile,
    Rates,
    Slopes,
    Waterfall
);

impl Chart for AnyChart {
    fn paint(&self, pen: &mut Pen) -> Mapping {
        self.chart().paint(pen)
    }

    fn summary(&self) -> String {
        self.chart().summary()
    }

    fn table(&self) -> Table {
        self.chart().table()
    }

    fn lines(&self, item: Item) -> Vec<String> {
        self.chart().lines(item)
    }

    fn ideal_height(&self, css_width: u32) -> u32 {
        self.chart().ideal_height(css_width)
    }
}
