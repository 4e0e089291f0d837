//! What a command found, which the process ends with.

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Nothing above the line, or nothing was looked for.
    Nothing,
    /// Something above the line.
    Something,
}
