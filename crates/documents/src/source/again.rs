//! The bytes of a document once more, from the first on.

use std::io::Read;
use std::rc::Rc;

/// Opens a document's bytes anew; an entry of a tar has none, because it comes once.
pub(crate) type Again = Rc<dyn Fn() -> Box<dyn Read>>;
