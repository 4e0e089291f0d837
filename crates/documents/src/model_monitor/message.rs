//! The message that an execution leaves for the service, which shows it as its exit message.

/// The message of an execution that went through, in the container's words, which know no singular.
///
/// ```
/// use leeway_documents::model_monitor::exit_message;
/// assert_eq!(exit_message(0), "Completed: Job completed successfully with no violations.");
/// assert_eq!(exit_message(1), "CompletedWithViolations: Job completed successfully with 1 violations.");
/// ```
pub fn exit_message(violations: usize) -> String {
    match violations {
        0 => "Completed: Job completed successfully with no violations.".to_owned(),
        some => {
            format!("CompletedWithViolations: Job completed successfully with {some} violations.")
        }
    }
}
