//! The sections, one a file.

mod attribution;
mod bias;
mod checks;
mod drifted;
mod features;
mod marks;
mod methods;
mod over_time;
mod projected;
mod quality;
mod reported;
mod settings;
mod sources;
mod summary;

use super::content::Out;
use super::sent::Sent;

/// The sections in reading order; one that has nothing to say writes nothing.
pub const SECTIONS: &[fn(&Sent, &mut dyn Out)] = &[
    summary::summary,
    over_time::over_time,
    features::features,
    drifted::drifted,
    reported::reported,
    checks::checks,
    quality::quality,
    bias::bias,
    attribution::attribution,
    projected::projected,
    settings::settings,
    sources::sources,
    methods::methods,
];
