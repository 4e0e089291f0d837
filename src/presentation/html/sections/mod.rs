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

pub use attribution::attribution;
pub use bias::bias;
pub use checks::checks;
pub use drifted::drifted;
pub use features::features;
pub use methods::methods;
pub use over_time::over_time;
pub use projected::projected;
pub use quality::quality;
pub use reported::reported;
pub use settings::settings;
pub use sources::sources;
pub use summary::summary;
